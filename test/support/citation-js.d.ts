// What the tests use of citation-js, which comes without types: files of citations → CSL-JSON.

declare module '@citation-js/core' {
  export interface CslName {
    readonly family?: string;
    readonly given?: string;
    readonly suffix?: string;
    readonly literal?: string;
    readonly 'non-dropping-particle'?: string;
    readonly 'dropping-particle'?: string;
  }

  /** The part of CSL-JSON that is read here. */
  export interface CslItem {
    readonly id: string;
    readonly type: string;
    readonly title?: string;
    readonly abstract?: string;
    readonly note?: string;
    readonly author?: readonly CslName[];
    readonly issued?: { readonly 'date-parts': readonly (readonly (number | string)[])[] };
    readonly DOI?: string;
    readonly URL?: string;
    readonly number?: string;
    readonly keyword?: string;
    readonly 'container-title'?: string;
    readonly 'citation-key'?: string;
  }

  export class Cite {
    constructor(data: string, options?: { readonly forceType?: string });
    readonly data: readonly CslItem[];
  }

  export const plugins: {
    readonly input: { data(text: string, type: string): readonly { readonly properties: Record<string, string> }[] };
  };
}

declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
