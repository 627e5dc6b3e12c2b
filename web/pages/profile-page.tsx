// The page of one person.
import { Loading } from '../ui/states.js';

export function ProfilePage({ id }: { readonly id: string }) {
  return <Loading what={id} />;
}
