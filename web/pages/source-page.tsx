// The page of one source.
import { Loading } from '../ui/states.js';

export function SourcePage({ id }: { readonly id: string }) {
  return <Loading what={id} />;
}
