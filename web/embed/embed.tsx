// The elements for pages of other sites: <ideascope-profile author="…"> and <ideascope-related work="…" limit="…">.
import { limitOf } from './addresses.js';
import { defineElement } from './element.js';
import { ProfilePart } from './profile-part.js';
import { RelatedPart } from './related-part.js';

defineElement('ideascope-profile', ['author'], import.meta.url, ({ attributes: { author }, service }) => (
  <ProfilePart key={author} author={author} service={service} />
));

defineElement('ideascope-related', ['work', 'limit'], import.meta.url, ({ attributes: { work, limit }, service }) => (
  <RelatedPart work={work} limit={limitOf(limit)} service={service} />
));
