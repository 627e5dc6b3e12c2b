// The page of one topic.
import { Loading } from '../ui/states.js';

export function TopicPage({ id }: { readonly id: string }) {
  return <Loading what={id} />;
}
