// Many connections that ask and count, and do as little else as possible, so that the generator is not what is measured.
import { connect, type Socket } from 'node:net';

export interface Answered {
  readonly status: number;
  readonly bytes: number;
}

const HEAD_END = '\r\n\r\n';

interface Asking {
  readonly resolve: (answered: Answered) => void;
  readonly reject: (error: Error) => void;
}

/** One kept connection, one request at a time; answers have a Content-Length, as all of this service but files. */
class Line {
  readonly #socket: Socket;
  #asking: Asking | undefined;
  #head = '';
  #status = 0;
  #bytes = 0;
  #missing = -1;
  closed = false;

  constructor(port: number, onClose: () => void) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (data: Buffer) => this.#read(data));
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => {
      this.closed = true;
      this.#asking?.reject(new Error('the connection was closed'));
      this.#asking = undefined;
      onClose();
    });
  }

  ask(request: string): Promise<Answered> {
    return new Promise((resolve, reject) => {
      this.#asking = { resolve, reject };
      this.#head = '';
      this.#missing = -1;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(data: Buffer): void {
    if (this.#missing < 0) {
      this.#head += data.toString('latin1');
      const end = this.#head.indexOf(HEAD_END);
      if (end < 0) return;
      this.#status = Number(this.#head.slice(9, 12));
      this.#bytes = Number(/^content-length: (\d+)/im.exec(this.#head.slice(0, end))?.[1] ?? 0);
      this.#missing = this.#bytes - (this.#head.length - end - HEAD_END.length);
    } else {
      this.#missing -= data.length;
    }
    if (this.#missing > 0) return;
    const asking = this.#asking;
    this.#asking = undefined;
    asking?.resolve({ status: this.#status, bytes: this.#bytes });
  }
}

/** As many connections as there are requests at once, up to `most`. */
export class Wire {
  readonly #port: number;
  readonly #most: number;
  readonly #free: Line[] = [];
  readonly #waiting: ((line: Line) => void)[] = [];
  #open = 0;
  #ended = false;

  constructor(port: number, most: number) {
    this.#port = port;
    this.#most = most;
  }

  get connections(): number {
    return this.#open;
  }

  /** @throws Error if the connection ends before the answer */
  async ask(request: string): Promise<Answered> {
    const line = await this.#line();
    try {
      return await line.ask(request);
    } finally {
      const next = this.#waiting.shift();
      if (line.closed) next?.(this.#opened());
      else if (next) next(line);
      else this.#free.push(line);
    }
  }

  close(): void {
    this.#ended = true;
    for (const line of this.#free) line.close();
  }

  async #line(): Promise<Line> {
    for (let line = this.#free.pop(); line; line = this.#free.pop()) if (!line.closed) return line;
    if (this.#open < this.#most) return this.#opened();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #opened(): Line {
    if (this.#ended) throw new Error('the wire is closed');
    this.#open++;
    return new Line(this.#port, () => {
      this.#open--;
    });
  }
}

export function getRequest(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n`;
}

export function postRequest(path: string, body: object): string {
  const json = JSON.stringify(body);
  const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json`;
  return `${head}\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
}
