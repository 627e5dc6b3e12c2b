// Places for what only the host of an embedded profile can do: following, claiming, inviting. Absent on the service's own page.
import { createContext, type ReactNode, useEffect, useRef, useState } from 'react';
import { Heading } from './headings.js';

export type SlotName = 'follow' | 'claim' | 'invite';

/** Whether there is a host, whose elements the slots can take. */
export const Hosted = createContext(false);

interface HostSlotProps {
  readonly name: SlotName;
  readonly title: string;
  readonly children: ReactNode;
}

/** A section that is shown as soon as the host has put something into its slot, and as long as it is there. */
export function HostSlot({ name, title, children }: HostSlotProps) {
  const place = useRef<HTMLSlotElement>(null);
  const [filled, setFilled] = useState(false);
  useEffect(() => {
    const slot = place.current;
    if (!slot) return;
    const look = () => setFilled(slot.assignedElements().length > 0);
    look();
    slot.addEventListener('slotchange', look);
    return () => slot.removeEventListener('slotchange', look);
  }, []);
  return (
    <section className="card stack" hidden={!filled}>
      <Heading rank={2}>{title}</Heading>
      <p className="quiet">{children}</p>
      <div className="row">
        <slot ref={place} name={name} />
      </div>
    </section>
  );
}
