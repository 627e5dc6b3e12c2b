// The admin page.
import { Loading } from '../ui/states.js';

export function AdminPage() {
  return <Loading what="admin" />;
}
