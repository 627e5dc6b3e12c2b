// The page of one work.
import { Loading } from '../ui/states.js';

export function WorkPage({ id }: { readonly id: string }) {
  return <Loading what={id} />;
}
