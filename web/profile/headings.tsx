// Headings by their rank on a profile: a host that embeds one has an h1 of its own.
import { type ComponentProps, createContext, useContext } from 'react';

/** The level of the first rank: 1 on a page of our own. */
export const FirstLevel = createContext(1);

type Tag = 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6';
const LOWEST = 6;

interface HeadingProps extends ComponentProps<'h2'> {
  readonly rank: 1 | 2 | 3;
  /** Looks like one of another rank. */
  readonly look?: 1 | 2 | 3;
}

export function Heading({ rank, look = rank, className = '', ...rest }: HeadingProps) {
  const level = Math.min(LOWEST, useContext(FirstLevel) + rank - 1);
  const Level = `h${level}` as Tag;
  return <Level {...rest} className={`rank-${look} ${className}`.trim()} />;
}
