// The graph around one thing, small.
import { Link } from 'wouter';
import { graphHref, type ThingType } from '../hrefs.js';

export function GraphSlice({
  around: { type, id },
}: {
  readonly around: { readonly type: ThingType; readonly id: string };
}) {
  return <Link href={graphHref(type, id)}>The graph around it</Link>;
}
