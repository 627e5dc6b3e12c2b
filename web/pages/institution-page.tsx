// The page of one institution.
import { Loading } from '../ui/states.js';

export function InstitutionPage({ id }: { readonly id: string }) {
  return <Loading what={id} />;
}
