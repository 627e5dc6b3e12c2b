// The page of one institution.
import type { InstitutionAnswer } from '../../src/client/index.js';
import { api } from '../api.js';
import { CountedList } from '../things/counted-list.js';
import { countryOf } from '../things/country.js';
import { PeopleHere } from '../things/people-here.js';
import { ThingPage } from '../things/thing-page.js';
import { webAddress } from '../ui/links.js';

export function InstitutionPage({ id }: { readonly id: string }) {
  return (
    <ThingPage<InstitutionAnswer>
      type="institution"
      kind="Institution"
      id={id}
      read={(asked, signal) => api.getInstitution({ id: asked }, { signal })}
      field="authorships.institutions.id"
      facts={(institution) => <Place institution={institution} />}
      side={({ id: own = '', topics = [] }) => (
        <>
          <PeopleHere institution={own} />
          <CountedList title="Topics" type="topic" things={topics} />
        </>
      )}
    />
  );
}

function Place({ institution: { country_code, ror } }: { readonly institution: InstitutionAnswer }) {
  const address = webAddress(ror);
  return (
    <>
      {country_code && <span>{countryOf(country_code)}</span>}
      {address !== undefined && (
        <a href={address} rel="noopener noreferrer">
          ROR <span aria-hidden="true">↗</span>
        </a>
      )}
    </>
  );
}
