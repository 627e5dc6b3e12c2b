// An abstract as paragraphs; pure.

const EMPTY_LINE = /\n\s*\n/;
/** Where a part of a structured abstract begins (ICMJE recommendations, 3b), behind a sentence: `… of it. Methods: We …`. */
const HEADINGS =
  'Background|Context|Importance|Introduction|Objectives?|Aims?|Purpose|Motivation|Design|Setting|Participants|Patients|Interventions?|Exposures?|Main outcomes? and measures?|Materials? and methods?|Methods?|Methodology|Measurements?|Results?|Findings|Limitations?|Conclusions?|Discussion|Interpretation|Significance|Availability|Funding|Trial registration';
const HEADING = new RegExp(
  String.raw`(?<=[.!?)\]”"’]\s{0,2})(?=(?:(?:${HEADINGS}|${HEADINGS.toUpperCase()})(?: (?:and|AND|&) \p{L}+)?):\s)`,
  'u',
);

/** At empty lines, and before each part of a structured abstract. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(EMPTY_LINE)
    .flatMap((part) => part.split(HEADING))
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}
