// What each call takes and answers. Written by `npm run client` from the contract: change that instead.
import type { CallOptions } from './types.js';

export interface IndexAnswer {
  name: 'ideascope';
  version: string;
  routes: {
    method: string;
    path: string;
    summary: string;
    example: string;
  }[];
}

export interface WorksAnswer {
  meta: PageMeta;
  results: WorkAnswer[];
  /** The values of one field, with how many things have each, the most first. */
  group_by: {
    key: string;
    key_display_name: string;
    count: number;
  }[];
  facets?: FacetsAnswer | undefined;
}

/** What is said of a page of a list. */
export interface PageMeta {
  count: number;
  count_relation: 'eq' | 'gte';
  reachable: number;
  /** null when paging by cursor. */
  page: number | null;
  per_page: number;
  /** How many groups are answered; null without `group_by`. */
  groups_count: number | null;
  /** Only when paging by cursor: what to send for the next page; null at the end. */
  next_cursor?: string | null | undefined;
  /** The mode actually used; null without a search, and where there is nothing to rank by. */
  mode: 'hybrid' | 'keyword' | 'semantic' | null;
  degraded: {
    code: string;
    message: string;
  }[];
  /** Only with `rerank=true`: how many of the first hits the second stage has ordered; 0 if it could not. */
  reranked?: number | undefined;
  /** Of searches over works: the search without likely typos, in words that the works have; null if it has none. */
  did_you_mean?: {
    /** What was probably meant: send it as `search`. */
    search: string;
    /** The words that differ. */
    words: {
      typed: string;
      suggested: string;
    }[];
  } | null | undefined;
  /** How the text of the search was read; null without a search, and where names are searched. */
  understood: {
    /** `text`: too long for a query, all of it is plain; `conditions`: nothing to rank by; `nothing`: no letter and no digit. */
    kind: 'words' | 'question' | 'text' | 'id' | 'conditions' | 'nothing';
    /** What is outside of conditions; of a long text its beginning, with `…`. */
    words: string;
    /** Each occurs in every hit. */
    phrases: string[];
    /** Words and phrases that occur in no hit. */
    excluded: string[];
    /** Of each group one holds for every hit, as it can be typed. */
    any_of: string[][];
    /** Of these none holds for any hit. */
    none_of: string[][];
    /** Field words. */
    conditions: {
      field: 'author' | 'year' | 'topic' | 'venue' | 'title' | 'abstract' | 'type' | 'doi' | 'id';
      /** Whether works with it are left out. */
      excluded: boolean;
      /** What is looked for in the field; null for years. */
      words: string | null;
      /** The first year; null where it is open, and of other fields. */
      from: number | null;
      /** The last year. */
      to: number | null;
      /** As it can be typed. */
      written: string;
    }[];
    /** What was read otherwise than it may have been meant. */
    notes: {
      code: 'nothing_to_find' | 'not_ranked' | 'long_text' | 'too_many_conditions' | 'unread_field' | 'unknown_id' | 'id_in_text' | 'year_in_text';
      message: string;
    }[];
  } | null;
  db_response_time_ms: number;
}

/** A work; `select` leaves fields out. */
export interface WorkAnswer {
  id?: string | undefined;
  doi?: string | null | undefined;
  title?: string | null | undefined;
  display_name?: string | null | undefined;
  /** Only for hits of a search in order of relevance. */
  relevance_score?: number | null | undefined;
  publication_year?: number | null | undefined;
  publication_date?: string | null | undefined;
  type?: string | undefined;
  language?: string | null | undefined;
  ids?: {
    openalex: string | null;
    doi: string | null;
    arxiv: string | null;
  } | undefined;
  authorships?: {
    author_position: 'first' | 'middle' | 'last';
    author: {
      id: string | null;
      display_name: string;
      orcid: string | null;
    };
    institutions: Institution[];
  }[] | undefined;
  primary_location?: {
    source: {
      id: string;
      display_name: string;
      issn_l: string | null;
    } | null;
    landing_page_url: string | null;
  } | null | undefined;
  primary_topic?: {
    id: string;
    display_name: string;
    score: number | null;
    suggested: boolean;
  } | null | undefined;
  topics?: {
    id: string;
    display_name: string;
    score: number | null;
    suggested: boolean;
  }[] | undefined;
  keywords?: {
    id: string;
    display_name: string;
    score: number | null;
  }[] | undefined;
  cited_by_count?: number | undefined;
  referenced_works?: string[] | undefined;
  referenced_works_count?: number | undefined;
  abstract?: string | null | undefined;
  /** The records that are one work: the published version first. Empty where there is one record only. */
  versions?: {
    id: string;
    doi: string | null;
    arxiv: string | null;
    type: string;
    publication_year: number | null;
    publication_date: string | null;
    source: {
      id: string;
      display_name: string;
      issn_l: string | null;
    } | null;
    landing_page_url: string | null;
  }[] | undefined;
  /** Of works with versions: which of them each fact is from, by the name of the fact. */
  provenance?: Record<string, string> | undefined;
  /** Each word with its places; only where `select` names it, and for clients of OpenAlex. */
  abstract_inverted_index?: Record<string, number[]> | null | undefined;
  /** HTML with `<mark>`, only where `highlight=true` asked for it. `<mark class="meaning">` is the sentence nearest to the query, where a hit was found by meaning and its words do not show why. */
  highlight?: {
    display_name: string;
    abstract: string | null;
  } | undefined;
  /** Why it is a hit; only where `explain=true` asked for it. */
  explain?: {
    /** The mode actually used. */
    mode: 'hybrid' | 'keyword' | 'semantic';
    /** `words`: enough words of the query occur. `meaning`: the work is near enough to it. */
    found_by: ('words' | 'meaning')[];
    /** `relevance_score`; null in any other order. */
    score: number | null;
    /** What both legs contribute, added up. */
    fused_score: number | null;
    /** The mean score of the nearest among the first 50 hits, which lend each other weight: `score` is half of it and half `fused_score`, stretched; null where there are none. */
    neighbours_score: number | null;
    /** The work among those found by words; null where it is not among their best 1,000, and in any other order. */
    lexical: {
      /** In this leg, from 1. */
      rank: number;
      /** BM25F; compares within one answer. */
      score: number;
      /** Its part of `fused_score`. */
      contribution: number;
    } | null;
    /** The same of those found by meaning. */
    semantic: {
      /** In this leg, from 1. */
      rank: number;
      /** The cosine of query and work. */
      score: number;
      /** Its part of `fused_score`. */
      contribution: number;
    } | null;
    /** The words of the query, without function words, of equal stems the first one. */
    terms: {
      /** How many of those outside quotes must occur to be found by words. */
      required: number;
      matched: {
        /** As in the query. */
        term: string;
        /** By text field (those of `GET /fields`): what stands there for it, as written, each form once. */
        in: Record<string, string[]>;
      }[];
      /** Words of the query that occur in no field: the first 50. */
      missing: string[];
      missing_count: number;
    };
    /** The quoted phrases: all occur. */
    phrases: {
      phrase: string;
      /** By text field (those of `GET /fields`): what stands there for it, as written, each form once. */
      in: Record<string, string[]>;
    }[];
    /** The conditions of `filter` on words (`title.search:…`) that hold, and the fields that they ask of. */
    conditions: {
      text: string;
      fields: string[];
      /** By text field (those of `GET /fields`): what stands there for it, as written, each form once. */
      in: Record<string, string[]>;
    }[];
    /** The excluded words and phrases: none occurs. */
    excluded: string[];
    /** The title or the sentence of the abstract that is nearest to the query in meaning; null with `mode` keyword, and where `meta.degraded` says `explain_incomplete`. */
    sentence: {
      field: 'display_name' | 'abstract';
      /** As written. */
      text: string;
      /** Its cosine with the query. */
      similarity: number;
    } | null;
  } | undefined;
}

export interface Institution {
  id: string;
  display_name: string;
  ror: string | null;
  country_code: string | null;
}

export type FacetsAnswer = Record<string, {
  key: string | number;
  key_display_name: string;
  count: number;
  selected: boolean;
}[]>;

export interface RelatedAnswer {
  meta: {
    count: number;
    degraded: {
      code: string;
      message: string;
    }[];
    db_response_time_ms: number;
  };
  results: {
    id?: string | undefined;
    doi?: string | null | undefined;
    title?: string | null | undefined;
    display_name?: string | null | undefined;
    /** Only for hits of a search in order of relevance. */
    relevance_score?: number | null | undefined;
    publication_year?: number | null | undefined;
    publication_date?: string | null | undefined;
    type?: string | undefined;
    language?: string | null | undefined;
    ids?: {
      openalex: string | null;
      doi: string | null;
      arxiv: string | null;
    } | undefined;
    authorships?: {
      author_position: 'first' | 'middle' | 'last';
      author: {
        id: string | null;
        display_name: string;
        orcid: string | null;
      };
      institutions: Institution[];
    }[] | undefined;
    primary_location?: {
      source: {
        id: string;
        display_name: string;
        issn_l: string | null;
      } | null;
      landing_page_url: string | null;
    } | null | undefined;
    primary_topic?: {
      id: string;
      display_name: string;
      score: number | null;
      suggested: boolean;
    } | null | undefined;
    topics?: {
      id: string;
      display_name: string;
      score: number | null;
      suggested: boolean;
    }[] | undefined;
    keywords?: {
      id: string;
      display_name: string;
      score: number | null;
    }[] | undefined;
    cited_by_count?: number | undefined;
    referenced_works?: string[] | undefined;
    referenced_works_count?: number | undefined;
    abstract?: string | null | undefined;
    /** The records that are one work: the published version first. Empty where there is one record only. */
    versions?: {
      id: string;
      doi: string | null;
      arxiv: string | null;
      type: string;
      publication_year: number | null;
      publication_date: string | null;
      source: {
        id: string;
        display_name: string;
        issn_l: string | null;
      } | null;
      landing_page_url: string | null;
    }[] | undefined;
    /** Of works with versions: which of them each fact is from, by the name of the fact. */
    provenance?: Record<string, string> | undefined;
    /** Each word with its places; only where `select` names it, and for clients of OpenAlex. */
    abstract_inverted_index?: Record<string, number[]> | null | undefined;
    /** HTML with `<mark>`, only where `highlight=true` asked for it. `<mark class="meaning">` is the sentence nearest to the query, where a hit was found by meaning and its words do not show why. */
    highlight?: {
      display_name: string;
      abstract: string | null;
    } | undefined;
    /** Why it is a hit; only where `explain=true` asked for it. */
    explain?: {
      /** The mode actually used. */
      mode: 'hybrid' | 'keyword' | 'semantic';
      /** `words`: enough words of the query occur. `meaning`: the work is near enough to it. */
      found_by: ('words' | 'meaning')[];
      /** `relevance_score`; null in any other order. */
      score: number | null;
      /** What both legs contribute, added up. */
      fused_score: number | null;
      /** The mean score of the nearest among the first 50 hits, which lend each other weight: `score` is half of it and half `fused_score`, stretched; null where there are none. */
      neighbours_score: number | null;
      /** The work among those found by words; null where it is not among their best 1,000, and in any other order. */
      lexical: {
        /** In this leg, from 1. */
        rank: number;
        /** BM25F; compares within one answer. */
        score: number;
        /** Its part of `fused_score`. */
        contribution: number;
      } | null;
      /** The same of those found by meaning. */
      semantic: {
        /** In this leg, from 1. */
        rank: number;
        /** The cosine of query and work. */
        score: number;
        /** Its part of `fused_score`. */
        contribution: number;
      } | null;
      /** The words of the query, without function words, of equal stems the first one. */
      terms: {
        /** How many of those outside quotes must occur to be found by words. */
        required: number;
        matched: {
          /** As in the query. */
          term: string;
          /** By text field (those of `GET /fields`): what stands there for it, as written, each form once. */
          in: Record<string, string[]>;
        }[];
        /** Words of the query that occur in no field: the first 50. */
        missing: string[];
        missing_count: number;
      };
      /** The quoted phrases: all occur. */
      phrases: {
        phrase: string;
        /** By text field (those of `GET /fields`): what stands there for it, as written, each form once. */
        in: Record<string, string[]>;
      }[];
      /** The conditions of `filter` on words (`title.search:…`) that hold, and the fields that they ask of. */
      conditions: {
        text: string;
        fields: string[];
        /** By text field (those of `GET /fields`): what stands there for it, as written, each form once. */
        in: Record<string, string[]>;
      }[];
      /** The excluded words and phrases: none occurs. */
      excluded: string[];
      /** The title or the sentence of the abstract that is nearest to the query in meaning; null with `mode` keyword, and where `meta.degraded` says `explain_incomplete`. */
      sentence: {
        field: 'display_name' | 'abstract';
        /** As written. */
        text: string;
        /** Its cosine with the query. */
        similarity: number;
      } | null;
    } | undefined;
    reasons: {
      type: 'similar_text' | 'shared_words' | 'cites_same' | 'cited_together' | 'cites_it' | 'cited_by_it' | 'near_own_work';
      /** For people: "cites 3 of the same works". */
      detail: string;
      /** Ids of the works that it speaks of. */
      works: string[];
      value: number;
    }[];
  }[];
}

export interface GraphAnswer {
  meta: {
    nodes_count: number;
    edges_count: number;
    truncated: boolean;
    db_response_time_ms: number;
  };
  nodes: {
    id: string;
    type: 'work' | 'author' | 'topic' | 'institution';
    display_name: string;
    works_count: number | null;
    cited_by_count: number | null;
    publication_year: number | null;
    /** Steps from the thing asked about. */
    depth: number;
    /** How informative it is here. */
    weight: number;
  }[];
  edges: {
    source: string;
    target: string;
    type: 'wrote' | 'coauthor' | 'about' | 'affiliated' | 'cites' | 'related';
    weight: number;
  }[];
}

export interface ImportWorksAnswer {
  created: number;
  updated: number;
  unchanged: number;
  /** Records that can be no works. */
  rejected: number;
  /** The first 100 of them, each with its line. */
  rejections: {
    line: number;
    reason: string;
  }[];
  /** Records in which nothing is wrong, but which are no works. */
  skipped: number;
  /** How many for which reason. */
  skips: {
    reason: string;
    count: number;
  }[];
}

export interface PutWorkAnswer {
  /** What became of the record; unchanged: the same was stored already. */
  outcome: 'created' | 'updated' | 'unchanged';
  /** The work that the id leads to: the record itself, or what it is a version of. */
  work: WorkAnswer;
}

export interface DeleteWorkAnswer {
  outcome: 'removed';
  /** The work that the other versions still are; null where there were none. */
  work: WorkAnswer | null;
}

export interface ExpertsAnswer {
  meta: PageMeta;
  results: {
    author?: AuthorBrief | undefined;
    relevance_score?: number | undefined;
    /** How many works of the person match the search. */
    works_on_topic?: number | undefined;
    /** Topics of these works; `works_count`: how many of them have it. */
    topics?: {
      id: string;
      display_name: string;
      works_count: number;
    }[] | undefined;
    last_active_year?: number | null | undefined;
    evidence?: {
      id: string;
      doi: string | null;
      title: string | null;
      display_name: string | null;
      publication_year: number | null;
      publication_date: string | null;
      type: string;
      cited_by_count: number;
      primary_location: {
        source: {
          id: string;
          display_name: string;
          issn_l: string | null;
        } | null;
        landing_page_url: string | null;
      } | null;
      relevance_score: number;
      lexical: {
        rank: number;
        score: number;
      } | null;
      semantic: {
        rank: number;
        score: number;
      } | null;
      /** HTML with `<mark>`, only where `highlight=true` asked for it. `<mark class="meaning">` is the sentence nearest to the query, where a hit was found by meaning and its words do not show why. */
      highlight?: {
        display_name: string;
        abstract: string | null;
      } | undefined;
    }[] | undefined;
  }[];
}

/** A person beside something else: enough to show a card. */
export interface AuthorBrief {
  id: string;
  display_name: string;
  orcid: string | null;
  works_count: number;
  cited_by_count: number;
  summary_stats: {
    h_index: number;
  };
  last_known_institutions: Institution[];
  last_publication_year: number | null;
  claimed: boolean;
  open_to_collaborate: boolean;
  verification_level: number | null;
  trust_score: number | null;
  followers_count: number;
  avatar: string | null;
}

export interface SearchAuthorsAnswer {
  meta: PageMeta;
  results: AuthorAnswer[];
  /** The values of one field, with how many things have each, the most first. */
  group_by: {
    key: string;
    key_display_name: string;
    count: number;
  }[];
  facets?: FacetsAnswer | undefined;
}

/** A person; `select` leaves fields out. */
export interface AuthorAnswer {
  id?: string | undefined;
  display_name?: string | undefined;
  display_name_alternatives?: string[] | undefined;
  /** Only for hits of a search in order of relevance: how well the name answers it, 0 to 1. */
  relevance_score?: number | null | undefined;
  works_count?: number | undefined;
  cited_by_count?: number | undefined;
  counts_by_year?: {
    year: number;
    works_count: number;
    cited_by_count: number;
  }[] | undefined;
  ids?: {
    openalex: string | null;
    orcid: string | null;
  } | undefined;
  orcid?: string | null | undefined;
  /** Ids of records that were merged into this one. */
  merged_ids?: string[] | undefined;
  /** How many topics the works have, of which `topics` names the first; only where one author is asked for. */
  topics_count?: number | undefined;
  /** Only where one author is asked for. */
  close_collaborators_count?: number | undefined;
  summary_stats?: {
    h_index: number;
  } | undefined;
  affiliations?: {
    institution: Institution;
    years: number[];
  }[] | undefined;
  last_known_institutions?: Institution[] | undefined;
  /** `score`: the share of the works that have it. */
  topics?: {
    id: string;
    display_name: string;
    works_count: number;
    score: number;
  }[] | undefined;
  first_publication_year?: number | null | undefined;
  last_publication_year?: number | null | undefined;
  claimed?: boolean | undefined;
  open_to_collaborate?: boolean | undefined;
  verification_level?: number | null | undefined;
  trust_score?: number | null | undefined;
  followers_count?: number | undefined;
  bio?: string | null | undefined;
  links?: {
    label: string | null;
    url: string;
  }[] | undefined;
  avatar?: string | null | undefined;
}

export interface CollaboratorsAnswer {
  meta: {
    count: number;
    count_relation: 'eq' | 'gte';
    close_count: number;
    page: number;
    per_page: number;
    db_response_time_ms: number;
  };
  results: {
    author?: AuthorBrief | undefined;
    strength?: number | undefined;
    joint_works_count?: number | undefined;
    first_joint_year?: number | null | undefined;
    last_joint_year?: number | null | undefined;
    close?: boolean | undefined;
  }[];
}

export interface SimilarAnswer {
  meta: {
    count: number;
    degraded: {
      code: string;
      message: string;
    }[];
    db_response_time_ms: number;
  };
  results: {
    author?: AuthorBrief | undefined;
    relevance_score?: number | undefined;
    shared_topics?: {
      id: string;
      display_name: string;
    }[] | undefined;
    /** 2: a common co-author; 3: a co-author of one; null: further, or no path. */
    path_length?: number | null | undefined;
    /** `near`: the id of the work of the person asked about that it is near. */
    evidence?: {
      id: string;
      doi: string | null;
      title: string | null;
      display_name: string | null;
      publication_year: number | null;
      publication_date: string | null;
      type: string;
      cited_by_count: number;
      primary_location: {
        source: {
          id: string;
          display_name: string;
          issn_l: string | null;
        } | null;
        landing_page_url: string | null;
      } | null;
      near: string;
    }[] | undefined;
  }[];
}

export interface ProfileAnswer {
  meta: {
    degraded: {
      code: string;
      message: string;
    }[];
    db_response_time_ms: number;
  };
  author?: AuthorAnswer | undefined;
  counts?: {
    works: number;
    followers: number;
    topics: number;
    close_collaborators: number;
    collaborators: number;
  } | undefined;
  works?: {
    meta: {
      count: number;
      count_relation: 'eq' | 'gte';
    };
    results: WorkAnswer[];
  } | undefined;
  collaborators?: {
    meta: {
      count: number;
      close_count: number;
    };
    results: {
      author?: AuthorBrief | undefined;
      strength?: number | undefined;
      joint_works_count?: number | undefined;
      first_joint_year?: number | null | undefined;
      last_joint_year?: number | null | undefined;
      close?: boolean | undefined;
    }[];
  } | undefined;
  graph?: {
    meta: {
      nodes_count: number;
      edges_count: number;
      truncated: boolean;
    };
    nodes: {
      id: string;
      type: 'work' | 'author' | 'topic' | 'institution';
      display_name: string;
      works_count: number | null;
      cited_by_count: number | null;
      publication_year: number | null;
      /** Steps from the thing asked about. */
      depth: number;
      /** How informative it is here. */
      weight: number;
    }[];
    edges: {
      source: string;
      target: string;
      type: 'wrote' | 'coauthor' | 'about' | 'affiliated' | 'cites' | 'related';
      weight: number;
    }[];
  } | undefined;
  related_works?: {
    meta: {
      count: number;
    };
    results: {
      id?: string | undefined;
      doi?: string | null | undefined;
      title?: string | null | undefined;
      display_name?: string | null | undefined;
      /** Only for hits of a search in order of relevance. */
      relevance_score?: number | null | undefined;
      publication_year?: number | null | undefined;
      publication_date?: string | null | undefined;
      type?: string | undefined;
      language?: string | null | undefined;
      ids?: {
        openalex: string | null;
        doi: string | null;
        arxiv: string | null;
      } | undefined;
      authorships?: {
        author_position: 'first' | 'middle' | 'last';
        author: {
          id: string | null;
          display_name: string;
          orcid: string | null;
        };
        institutions: Institution[];
      }[] | undefined;
      primary_location?: {
        source: {
          id: string;
          display_name: string;
          issn_l: string | null;
        } | null;
        landing_page_url: string | null;
      } | null | undefined;
      primary_topic?: {
        id: string;
        display_name: string;
        score: number | null;
        suggested: boolean;
      } | null | undefined;
      topics?: {
        id: string;
        display_name: string;
        score: number | null;
        suggested: boolean;
      }[] | undefined;
      keywords?: {
        id: string;
        display_name: string;
        score: number | null;
      }[] | undefined;
      cited_by_count?: number | undefined;
      referenced_works?: string[] | undefined;
      referenced_works_count?: number | undefined;
      abstract?: string | null | undefined;
      /** The records that are one work: the published version first. Empty where there is one record only. */
      versions?: {
        id: string;
        doi: string | null;
        arxiv: string | null;
        type: string;
        publication_year: number | null;
        publication_date: string | null;
        source: {
          id: string;
          display_name: string;
          issn_l: string | null;
        } | null;
        landing_page_url: string | null;
      }[] | undefined;
      /** Of works with versions: which of them each fact is from, by the name of the fact. */
      provenance?: Record<string, string> | undefined;
      /** Each word with its places; only where `select` names it, and for clients of OpenAlex. */
      abstract_inverted_index?: Record<string, number[]> | null | undefined;
      /** HTML with `<mark>`, only where `highlight=true` asked for it. `<mark class="meaning">` is the sentence nearest to the query, where a hit was found by meaning and its words do not show why. */
      highlight?: {
        display_name: string;
        abstract: string | null;
      } | undefined;
      /** Why it is a hit; only where `explain=true` asked for it. */
      explain?: {
        /** The mode actually used. */
        mode: 'hybrid' | 'keyword' | 'semantic';
        /** `words`: enough words of the query occur. `meaning`: the work is near enough to it. */
        found_by: ('words' | 'meaning')[];
        /** `relevance_score`; null in any other order. */
        score: number | null;
        /** What both legs contribute, added up. */
        fused_score: number | null;
        /** The mean score of the nearest among the first 50 hits, which lend each other weight: `score` is half of it and half `fused_score`, stretched; null where there are none. */
        neighbours_score: number | null;
        /** The work among those found by words; null where it is not among their best 1,000, and in any other order. */
        lexical: {
          /** In this leg, from 1. */
          rank: number;
          /** BM25F; compares within one answer. */
          score: number;
          /** Its part of `fused_score`. */
          contribution: number;
        } | null;
        /** The same of those found by meaning. */
        semantic: {
          /** In this leg, from 1. */
          rank: number;
          /** The cosine of query and work. */
          score: number;
          /** Its part of `fused_score`. */
          contribution: number;
        } | null;
        /** The words of the query, without function words, of equal stems the first one. */
        terms: {
          /** How many of those outside quotes must occur to be found by words. */
          required: number;
          matched: {
            /** As in the query. */
            term: string;
            /** By text field (those of `GET /fields`): what stands there for it, as written, each form once. */
            in: Record<string, string[]>;
          }[];
          /** Words of the query that occur in no field: the first 50. */
          missing: string[];
          missing_count: number;
        };
        /** The quoted phrases: all occur. */
        phrases: {
          phrase: string;
          /** By text field (those of `GET /fields`): what stands there for it, as written, each form once. */
          in: Record<string, string[]>;
        }[];
        /** The conditions of `filter` on words (`title.search:…`) that hold, and the fields that they ask of. */
        conditions: {
          text: string;
          fields: string[];
          /** By text field (those of `GET /fields`): what stands there for it, as written, each form once. */
          in: Record<string, string[]>;
        }[];
        /** The excluded words and phrases: none occurs. */
        excluded: string[];
        /** The title or the sentence of the abstract that is nearest to the query in meaning; null with `mode` keyword, and where `meta.degraded` says `explain_incomplete`. */
        sentence: {
          field: 'display_name' | 'abstract';
          /** As written. */
          text: string;
          /** Its cosine with the query. */
          similarity: number;
        } | null;
      } | undefined;
      reasons: {
        type: 'similar_text' | 'shared_words' | 'cites_same' | 'cited_together' | 'cites_it' | 'cited_by_it' | 'near_own_work';
        /** For people: "cites 3 of the same works". */
        detail: string;
        /** Ids of the works that it speaks of. */
        works: string[];
        value: number;
      }[];
    }[];
  } | undefined;
}

export interface SplitAuthorAnswer {
  from: AuthorAnswer | null;
  to: AuthorAnswer;
}

export interface SuggestTopicsAnswer {
  /** `count` is how many are shown. */
  meta: {
    count: number;
    mode: 'hybrid' | 'keyword' | 'semantic';
    degraded: {
      code: string;
      message: string;
    }[];
    db_response_time_ms: number;
  };
  results: {
    topic?: {
      id: string;
      display_name: string;
      works_count: number;
    } | undefined;
    /** How likely it is to be right: of topics with a score of .7 about 7 in 10 are. */
    score?: number | undefined;
    /** Whether one of its names stands in the text. */
    in_text?: boolean | undefined;
    /** How many of the works that voted have it. */
    voters_count?: number | undefined;
    /** The nearest of these. */
    works?: WorkBrief[] | undefined;
  }[];
}

/** A work beside something else: enough to show it. */
export interface WorkBrief {
  id: string;
  doi: string | null;
  title: string | null;
  display_name: string | null;
  publication_year: number | null;
  publication_date: string | null;
  type: string;
  cited_by_count: number;
  primary_location: {
    source: {
      id: string;
      display_name: string;
      issn_l: string | null;
    } | null;
    landing_page_url: string | null;
  } | null;
}

export interface SearchTopicsAnswer {
  meta: PageMeta;
  results: TopicAnswer[];
  /** The values of one field, with how many things have each, the most first. */
  group_by: {
    key: string;
    key_display_name: string;
    count: number;
  }[];
  facets?: FacetsAnswer | undefined;
}

export interface TopicAnswer {
  id?: string | undefined;
  display_name?: string | undefined;
  display_name_alternatives?: string[] | undefined;
  /** Only for hits of a search in order of relevance: how well the name answers it, 0 to 1. */
  relevance_score?: number | null | undefined;
  works_count?: number | undefined;
  cited_by_count?: number | undefined;
  counts_by_year?: {
    year: number;
    works_count: number;
    cited_by_count: number;
  }[] | undefined;
  ids?: {
    openalex: string | null;
  } | undefined;
  related_topics?: {
    id: string;
    display_name: string;
    works_count: number;
  }[] | undefined;
  top_authors?: {
    id: string;
    display_name: string;
    works_count: number;
  }[] | undefined;
}

export interface SearchInstitutionsAnswer {
  meta: PageMeta;
  results: InstitutionAnswer[];
  /** The values of one field, with how many things have each, the most first. */
  group_by: {
    key: string;
    key_display_name: string;
    count: number;
  }[];
  facets?: FacetsAnswer | undefined;
}

export interface InstitutionAnswer {
  id?: string | undefined;
  display_name?: string | undefined;
  display_name_alternatives?: string[] | undefined;
  /** Only for hits of a search in order of relevance: how well the name answers it, 0 to 1. */
  relevance_score?: number | null | undefined;
  works_count?: number | undefined;
  cited_by_count?: number | undefined;
  counts_by_year?: {
    year: number;
    works_count: number;
    cited_by_count: number;
  }[] | undefined;
  ids?: {
    openalex: string | null;
    ror: string | null;
  } | undefined;
  ror?: string | null | undefined;
  country_code?: string | null | undefined;
  topics?: {
    id: string;
    display_name: string;
    works_count: number;
  }[] | undefined;
  top_authors?: {
    id: string;
    display_name: string;
    works_count: number;
  }[] | undefined;
}

export interface SearchSourcesAnswer {
  meta: PageMeta;
  results: SourceAnswer[];
  /** The values of one field, with how many things have each, the most first. */
  group_by: {
    key: string;
    key_display_name: string;
    count: number;
  }[];
  facets?: FacetsAnswer | undefined;
}

export interface SourceAnswer {
  id?: string | undefined;
  display_name?: string | undefined;
  display_name_alternatives?: string[] | undefined;
  /** Only for hits of a search in order of relevance: how well the name answers it, 0 to 1. */
  relevance_score?: number | null | undefined;
  works_count?: number | undefined;
  cited_by_count?: number | undefined;
  counts_by_year?: {
    year: number;
    works_count: number;
    cited_by_count: number;
  }[] | undefined;
  ids?: {
    openalex: string | null;
  } | undefined;
  issn_l?: string | null | undefined;
  topics?: {
    id: string;
    display_name: string;
    works_count: number;
  }[] | undefined;
}

export interface AutocompleteAnswer {
  /** `count` is how many are shown: nobody counts the rest at every letter. */
  meta: {
    count: number;
    db_response_time_ms: number;
    page: 1;
    per_page: number;
  };
  results: {
    id?: string | undefined;
    display_name?: string | undefined;
    /** What tells it from others of the name; null where nothing does. */
    hint?: string | null | undefined;
    entity_type?: 'work' | 'author' | 'topic' | 'institution' | 'source' | undefined;
    cited_by_count?: number | undefined;
    /** null for works. */
    works_count?: number | null | undefined;
    /** DOI, ORCID, ROR or ISSN; null where none is known. */
    external_id?: string | null | undefined;
    /** The field by which its id filters works. */
    filter_key?: string | undefined;
    /** HTML with `<mark>`; absent where another name than the one shown was typed. */
    highlight?: string | undefined;
  }[];
}

export interface SearchAnswer {
  meta: {
    /** How many of each kind at most. */
    per_page: number;
    /** The mode actually used for works; null where an id was pasted, or where there is nothing to rank by. */
    mode: 'hybrid' | 'keyword' | 'semantic' | null;
    degraded: {
      code: string;
      message: string;
    }[];
    /** Of searches over works: the search without likely typos, in words that the works have; null if it has none. */
    did_you_mean: {
      /** What was probably meant: send it as `search`. */
      search: string;
      /** The words that differ. */
      words: {
        typed: string;
        suggested: string;
      }[];
    } | null;
    /** How the text of the search was read; null without a search, and where names are searched. */
    understood: {
      /** `text`: too long for a query, all of it is plain; `conditions`: nothing to rank by; `nothing`: no letter and no digit. */
      kind: 'words' | 'question' | 'text' | 'id' | 'conditions' | 'nothing';
      /** What is outside of conditions; of a long text its beginning, with `…`. */
      words: string;
      /** Each occurs in every hit. */
      phrases: string[];
      /** Words and phrases that occur in no hit. */
      excluded: string[];
      /** Of each group one holds for every hit, as it can be typed. */
      any_of: string[][];
      /** Of these none holds for any hit. */
      none_of: string[][];
      /** Field words. */
      conditions: {
        field: 'author' | 'year' | 'topic' | 'venue' | 'title' | 'abstract' | 'type' | 'doi' | 'id';
        /** Whether works with it are left out. */
        excluded: boolean;
        /** What is looked for in the field; null for years. */
        words: string | null;
        /** The first year; null where it is open, and of other fields. */
        from: number | null;
        /** The last year. */
        to: number | null;
        /** As it can be typed. */
        written: string;
      }[];
      /** What was read otherwise than it may have been meant. */
      notes: {
        code: 'nothing_to_find' | 'not_ranked' | 'long_text' | 'too_many_conditions' | 'unread_field' | 'unknown_id' | 'id_in_text' | 'year_in_text';
        message: string;
      }[];
    } | null;
    db_response_time_ms: number;
  };
  works: {
    meta: {
      count: number;
      count_relation: 'eq' | 'gte';
    };
    results: WorkAnswer[];
  };
  authors: {
    meta: {
      count: number;
      count_relation: 'eq' | 'gte';
    };
    results: AuthorAnswer[];
  };
  topics: {
    meta: {
      count: number;
      count_relation: 'eq' | 'gte';
    };
    results: TopicAnswer[];
  };
  institutions: {
    meta: {
      count: number;
      count_relation: 'eq' | 'gte';
    };
    results: InstitutionAnswer[];
  };
  sources: {
    meta: {
      count: number;
      count_relation: 'eq' | 'gte';
    };
    results: SourceAnswer[];
  };
}

export interface SearchBatchAnswer {
  meta: {
    count: number;
    db_response_time_ms: number;
  };
  /** One for each query, in order. */
  results: (WorksAnswer | {
    /** A stable code. */
    error: string;
    /** What is wrong, and what would be right. */
    message: string;
    /** The offending parameter. */
    path?: string | undefined;
    status: number;
  })[];
}

export interface FieldsAnswer {
  meta: {
    count: number;
  };
  results: {
    name: string;
    aliases: string[];
    type: 'keyword' | 'integer' | 'date' | 'boolean';
    multiple: boolean;
    filter: boolean;
    facet: boolean;
    sort: boolean;
    description: string;
  }[];
  /** `filter`: the name that filters by its words. */
  text_fields: {
    name: string;
    weight: number;
    filter: string;
    description: string;
  }[];
}

export interface OpenApiAnswer {
  openapi: string;
  [name: string]: unknown;
}

export interface LiveAnswer {
  status: 'live';
}

export interface ReadyAnswer {
  status: 'ready';
  engine: {
    name: string;
    /** Stored. */
    works: number;
    /** Visible to searches. */
    indexed: number;
    /** With a vector that searches can compare. */
    embedded: number;
  };
  entities: {
    authors: number;
    topics: number;
    institutions: number;
    sources: number;
  };
  /** Entities that have changed and are not derived anew yet. */
  waiting: number;
  /** The model for search by meaning; a message beside `ready` says what was guessed. */
  embedding: {
    status: 'ready' | 'loading' | 'failed' | 'off';
    message: string | null;
  };
  /** The model of the second stage, for searches with `rerank=true`. */
  reranking: {
    status: 'ready' | 'loading' | 'failed' | 'off';
    message: string | null;
  };
}

export type MetricsAnswer = string;

export interface AdminStatusAnswer {
  version: string;
  /** ISO 8601, in UTC. */
  started_at: string;
  uptime_seconds: number;
  engine: {
    name: string;
    ready: boolean;
    /** What is not ready; for people. */
    waiting_for: string | null;
    /** Stored. */
    works: number;
    /** Visible to searches. */
    indexed: number;
    /** With a vector that searches can compare. */
    embedded: number;
  };
  entities: {
    authors: number;
    topics: number;
    institutions: number;
    sources: number;
    /** Things that have changed and are not derived anew yet. */
    waiting: number;
  };
  embedding: {
    /** `off`: no model is set; `loading`, `failed`: the model; `failing`: embedding fails and is tried again; `paused`; `elsewhere`: EMBED_MAX_CPU=0 leaves it to `ideascope embed`; `embedding`: vectors come in, whoever computes them; `waiting`: none has come in for a minute, or not yet; `complete`. */
    state: 'off' | 'loading' | 'failed' | 'failing' | 'paused' | 'elsewhere' | 'embedding' | 'waiting' | 'complete';
    /** Why, or what should be known of the model; for people. */
    message: string | null;
    /** The model that is set; null until it is loaded. */
    model: {
      name: string;
      dtype: string;
      dimension: number;
    } | null;
    /** The model whose vectors are searched; null: there are none yet. */
    searched_model: {
      name: string;
      dtype: string;
      dimension: number;
    } | null;
    works: number;
    /** Works with a vector of the model that is set; of the searched one as long as that is not loaded. */
    embedded: number;
    /** Works without one. */
    missing: number;
    /** Over the last minute, less the time before the first, whoever embeds; null: not known yet. */
    works_per_second: number | null;
    /** At that pace; null: not known. */
    seconds_left: number | null;
    /** Percent of the machine that the service may use for it. */
    max_cpu: number;
    paused: boolean;
    /** Works that the model could not read, the latest first, at most 50. */
    failures: {
      count: number;
      results: {
        /** Of the work. */
        id: string;
        display_name: string | null;
        reason: string;
        /** How often it was tried: once by each process. */
        count: number;
        /** ISO 8601, in UTC. */
        first_at: string;
        /** ISO 8601, in UTC. */
        last_at: string;
      }[];
    };
  };
  access: {
    /** Whether anybody reads, or only who has a key. */
    reads: 'open' | 'key';
    /** Keys in force, expired ones not counted. */
    keys: number;
    /** Why the key file cannot be read, so that the keys of before are in force; null: nothing is wrong. */
    key_file_error: string | null;
  };
  /** The last 20, running ones first, then the newest. */
  imports: {
    id: string;
    command: 'import' | 'harvest';
    /** Names of files and folders, or a repository. */
    source: string;
    /** `auto` until one is recognised. */
    format: string;
    /** `stopped`: by somebody, or its process has not been heard of for half a minute. */
    state: 'running' | 'finished' | 'failed' | 'stopped';
    /** Why it failed or stopped; for people. */
    message: string | null;
    /** ISO 8601, in UTC. */
    started_at: string;
    /** When its process last said that it is at it. */
    heard_at: string;
    /** null while it runs. */
    finished_at: string | null;
    /** Where it is, or where it ended before its end. */
    step: 'reading' | 'deriving' | 'embedding' | null;
    /** Of the step; null: not known. */
    percent: number | null;
    /** Until the end of the step; null: not known. */
    seconds_left: number | null;
    /** Records, rejected and skipped ones included. */
    read: number;
    created: number;
    updated: number;
    unchanged: number;
    rejected: number;
    /** Nothing is wrong with them, and they are no works. */
    skipped: number;
    /** Read so far, as packed. */
    bytes: number;
    /** null: not known, as of a pipe or a repository. */
    total_bytes: number | null;
    /** Of the last seconds while it reads, of the whole reading afterwards; null: not known yet. */
    records_per_second: number | null;
    /** The first ones. */
    rejections: {
      file: string;
      unit: string;
      number: number;
      reason: string;
    }[];
  }[];
}

export interface SearchWorksArguments {
  /** What to look for: at most 2000 characters. */
  search?: string | undefined;
  /** What to look for by meaning alone: OpenAlex's name of `search` with `mode=semantic`. */
  'search.semantic'?: string | undefined;
  /** By words, by meaning, or both; `meta.mode` says which it was. Default: "hybrid". */
  mode?: 'hybrid' | 'keyword' | 'semantic' | undefined;
  /** Whether to mark, as HTML, the words found and what is near in meaning. */
  highlight?: boolean | 'true' | 'false' | undefined;
  /** Whether each hit says why it is one, and why at its place. */
  explain?: boolean | 'true' | 'false' | undefined;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** A field whose values are counted over all that matches, instead of a page of it; `:include_unknown` behind it counts what has no value. */
  group_by?: string | undefined;
  /** @deprecated Another name of `group_by`. */
  'group-by'?: string | undefined;
  /** How many to draw at random from what matches. */
  sample?: number | string | undefined;
  /** Which sample to draw: the same seed draws the same. */
  seed?: string | number | undefined;
  /** Fields joined by commas, each `field`, `field:desc` or `field:asc`; by relevance without it. */
  sort?: string | undefined;
  /** The page, from 1 (the default); `meta.reachable` says how far they go. */
  page?: number | string | undefined;
  /** How many results a page has; 25 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** `*` for the first page, then `meta.next_cursor` of each answer: reaches everything. */
  cursor?: string | undefined;
  /** The fields whose values are counted, joined by commas. */
  facets?: readonly string[] | string | undefined;
  /** How many values of each facet to answer with. */
  facet_size?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
  /** Whether a second stage orders the first 50 hits anew, where one is set up; `meta.reranked` says how many it has. */
  rerank?: boolean | 'true' | 'false' | undefined;
  /** A page as JSON, or every matching work as a file. Default: "json". */
  format?: 'json' | 'csv' | 'bibtex' | 'ris' | 'jsonl' | undefined;
}

export interface SearchWorksByTextArguments {
  /** What to look for: at most 20000 characters. */
  search?: string | undefined;
  /** What to look for by meaning alone: OpenAlex's name of `search` with `mode=semantic`. */
  'search.semantic'?: string | undefined;
  /** By words, by meaning, or both; `meta.mode` says which it was. Default: "hybrid". */
  mode?: 'hybrid' | 'keyword' | 'semantic' | undefined;
  /** Whether to mark, as HTML, the words found and what is near in meaning. */
  highlight?: boolean | 'true' | 'false' | undefined;
  /** Whether each hit says why it is one, and why at its place. */
  explain?: boolean | 'true' | 'false' | undefined;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** A field whose values are counted over all that matches, instead of a page of it; `:include_unknown` behind it counts what has no value. */
  group_by?: string | undefined;
  /** @deprecated Another name of `group_by`. */
  'group-by'?: string | undefined;
  /** How many to draw at random from what matches. */
  sample?: number | string | undefined;
  /** Which sample to draw: the same seed draws the same. */
  seed?: string | number | undefined;
  /** Fields joined by commas, each `field`, `field:desc` or `field:asc`; by relevance without it. */
  sort?: string | undefined;
  /** The page, from 1 (the default); `meta.reachable` says how far they go. */
  page?: number | string | undefined;
  /** How many results a page has; 25 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** `*` for the first page, then `meta.next_cursor` of each answer: reaches everything. */
  cursor?: string | undefined;
  /** The fields whose values are counted, joined by commas. */
  facets?: readonly string[] | string | undefined;
  /** How many values of each facet to answer with. */
  facet_size?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
  /** Whether a second stage orders the first 50 hits anew, where one is set up; `meta.reranked` says how many it has. */
  rerank?: boolean | 'true' | 'false' | undefined;
  /** A page as JSON, or every matching work as a file. Default: "json". */
  format?: 'json' | 'csv' | 'bibtex' | 'ris' | 'jsonl' | undefined;
}

export interface RelatedWorksArguments {
  /** Any id of it, as a URL or short; `/` may stand as it is. */
  id: string;
  /** How many to find. */
  limit?: number | string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface WorkGraphArguments {
  /** Any id of it, as a URL or short; `/` may stand as it is. */
  id: string;
  /** How many steps from the middle. */
  depth?: number | string | undefined;
  /** How many nodes at most. */
  limit?: number | string | undefined;
}

export interface RandomWorkArguments {
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface GetWorkArguments {
  /** Any id of it, as a URL or short; `/` may stand as it is. */
  id: string;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface ImportWorksArguments {
  /** What the lines are, as `ideascope import` names it; `auto` tells it from the first record. Default: "auto". */
  format?: 'auto' | 'arxiv' | 'crossref' | 'csl-json' | 'jsonl' | 'openalex' | 'semantic-scholar' | undefined;
  /** The records, each of which becomes a line. */
  works: readonly (Record<string, unknown>)[];
}

export interface PutWorkArguments {
  /** The id of the record: of your own, or an OpenAlex id, DOI or arXiv id; `/` may stand as it is. */
  id: string;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
  /** The title. */
  title?: string | null | undefined;
  /** The abstract. One of title and abstract must be there. */
  abstract?: string | null | undefined;
  /** The year of publication. */
  year?: number | null | undefined;
  /** The day of publication, `2020-11-09`. */
  date?: string | null | undefined;
  /** What it is; `article` without it. */
  type?: string | null | undefined;
  /** A language tag: `en`. */
  language?: string | null | undefined;
  /** The name of the journal or conference. */
  venue?: string | null | undefined;
  /** The id of the venue. */
  venueId?: string | null | undefined;
  /** Names, or objects with a name. */
  authors?: readonly (string | {
    name: string;
    /** Its id. */
    id?: string | null | undefined;
    /** The ORCID. */
    orcid?: string | null | undefined;
    /** Names, or objects with a name. */
    affiliations?: readonly (string | {
      /** Its id. */
      id?: string | null | undefined;
      name: string;
      /** Its ROR id. */
      ror?: string | null | undefined;
      /** Its country, in two letters. */
      country_code?: string | null | undefined;
    })[] | null | undefined;
  })[] | null | undefined;
  /** Names, or objects with a name; the first counts most. */
  topics?: readonly (string | {
    /** Its id. */
    id?: string | null | undefined;
    name: string;
    /** How much it is about that. */
    score?: number | null | undefined;
  })[] | null | undefined;
  /** A topic that comes before all others. */
  primaryTopic?: string | {
    /** Its id. */
    id?: string | null | undefined;
    name: string;
    /** How much it is about that. */
    score?: number | null | undefined;
  } | null | undefined;
  /** Names, or objects with a name. */
  keywords?: readonly (string | {
    /** Its id. */
    id?: string | null | undefined;
    name: string;
    /** How much it is about that. */
    score?: number | null | undefined;
  })[] | null | undefined;
  /** How often the work is cited. */
  citations?: number | null | undefined;
  /** The DOI. */
  doi?: string | null | undefined;
  /** The id at arXiv. */
  arxivId?: string | null | undefined;
  /** The http(s) address of the work. */
  url?: string | null | undefined;
  /** Ids of the works that it cites. */
  references?: readonly string[] | null | undefined;
}

export interface DeleteWorkArguments {
  /** The id of the record: of your own, or an OpenAlex id, DOI or arXiv id; `/` may stand as it is. */
  id: string;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface FindExpertsArguments {
  /** What to look for: at most 2000 characters. */
  search: string;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** By words, by meaning, or both; `meta.mode` says which it was. Default: "hybrid". */
  mode?: 'hybrid' | 'keyword' | 'semantic' | undefined;
  /** The page, from 1; `meta.reachable` says how far they go. */
  page?: number | string | undefined;
  /** How many results a page has; 25 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** How many works to show for each person. */
  evidence?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
  /** Whether to mark the words found, as HTML. */
  highlight?: boolean | 'true' | 'false' | undefined;
}

export interface FindExpertsByTextArguments {
  /** What to look for: at most 20000 characters. */
  search: string;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** By words, by meaning, or both; `meta.mode` says which it was. Default: "hybrid". */
  mode?: 'hybrid' | 'keyword' | 'semantic' | undefined;
  /** The page, from 1; `meta.reachable` says how far they go. */
  page?: number | string | undefined;
  /** How many results a page has; 25 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** How many works to show for each person. */
  evidence?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
  /** Whether to mark the words found, as HTML. */
  highlight?: boolean | 'true' | 'false' | undefined;
}

export interface SearchAuthorsArguments {
  /** What to look for: at most 500 characters. */
  search?: string | undefined;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** A field whose values are counted over all that matches, instead of a page of it; `:include_unknown` behind it counts what has no value. */
  group_by?: string | undefined;
  /** @deprecated Another name of `group_by`. */
  'group-by'?: string | undefined;
  /** How many to draw at random from what matches. */
  sample?: number | string | undefined;
  /** Which sample to draw: the same seed draws the same. */
  seed?: string | number | undefined;
  /** Fields joined by commas, each `field`, `field:desc` or `field:asc`; by relevance without it. */
  sort?: string | undefined;
  /** The page, from 1; `meta.reachable` says how far they go. */
  page?: number | string | undefined;
  /** How many results a page has; 25 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** `*` for the first page, then `meta.next_cursor` of each answer: reaches everything. */
  cursor?: string | undefined;
  /** The fields whose values are counted, joined by commas. */
  facets?: readonly string[] | string | undefined;
  /** How many values of each facet to answer with. */
  facet_size?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface AuthorWorksArguments {
  /** An OpenAlex id, an ORCID or an id of your own, as a URL or short. */
  id: string;
  /** What to look for: at most 2000 characters. */
  search?: string | undefined;
  /** What to look for by meaning alone: OpenAlex's name of `search` with `mode=semantic`. */
  'search.semantic'?: string | undefined;
  /** By words, by meaning, or both; `meta.mode` says which it was. Default: "hybrid". */
  mode?: 'hybrid' | 'keyword' | 'semantic' | undefined;
  /** Whether to mark, as HTML, the words found and what is near in meaning. */
  highlight?: boolean | 'true' | 'false' | undefined;
  /** Whether each hit says why it is one, and why at its place. */
  explain?: boolean | 'true' | 'false' | undefined;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** A field whose values are counted over all that matches, instead of a page of it; `:include_unknown` behind it counts what has no value. */
  group_by?: string | undefined;
  /** @deprecated Another name of `group_by`. */
  'group-by'?: string | undefined;
  /** How many to draw at random from what matches. */
  sample?: number | string | undefined;
  /** Which sample to draw: the same seed draws the same. */
  seed?: string | number | undefined;
  /** Fields joined by commas, each `field`, `field:desc` or `field:asc`; by relevance without it. */
  sort?: string | undefined;
  /** The page, from 1 (the default); `meta.reachable` says how far they go. */
  page?: number | string | undefined;
  /** How many results a page has; 25 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** `*` for the first page, then `meta.next_cursor` of each answer: reaches everything. */
  cursor?: string | undefined;
  /** The fields whose values are counted, joined by commas. */
  facets?: readonly string[] | string | undefined;
  /** How many values of each facet to answer with. */
  facet_size?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
  /** Whether a second stage orders the first 50 hits anew, where one is set up; `meta.reranked` says how many it has. */
  rerank?: boolean | 'true' | 'false' | undefined;
  /** A page as JSON, or every matching work as a file. Default: "json". */
  format?: 'json' | 'csv' | 'bibtex' | 'ris' | 'jsonl' | undefined;
}

export interface AuthorRelatedWorksArguments {
  /** An OpenAlex id, an ORCID or an id of your own, as a URL or short. */
  id: string;
  /** How many to find. */
  limit?: number | string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface CollaboratorsArguments {
  /** An OpenAlex id, an ORCID or an id of your own, as a URL or short. */
  id: string;
  /** The page, from 1; `meta.reachable` says how far they go. */
  page?: number | string | undefined;
  /** How many results a page has; 25 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface SimilarAuthorsArguments {
  /** An OpenAlex id, an ORCID or an id of your own, as a URL or short. */
  id: string;
  /** How many to find. */
  limit?: number | string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface AuthorGraphArguments {
  /** An OpenAlex id, an ORCID or an id of your own, as a URL or short. */
  id: string;
  /** How many steps from the middle. */
  depth?: number | string | undefined;
  /** How many nodes at most. */
  limit?: number | string | undefined;
}

export interface ProfileArguments {
  /** An OpenAlex id, an ORCID or an id of your own, as a URL or short. */
  id: string;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface MergeAuthorsArguments {
  /** An OpenAlex id, an ORCID or an id of your own, as a URL or short. */
  id: string;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
  /** The id of the record that stays. */
  into: string;
}

export interface SplitAuthorArguments {
  /** An OpenAlex id, an ORCID or an id of your own, as a URL or short. */
  id: string;
  /** Ids of works that are of somebody else; without them the merge of this record is undone. */
  works?: readonly string[] | undefined;
  /** Whose they are; a new record without it. */
  to?: string | undefined;
}

export interface RandomAuthorArguments {
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface GetAuthorArguments {
  /** An OpenAlex id, an ORCID or an id of your own, as a URL or short. */
  id: string;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface PatchAuthorArguments {
  /** An OpenAlex id, an ORCID or an id of your own, as a URL or short. */
  id: string;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
  /** true or false; null takes it away. */
  claimed?: boolean | null | undefined;
  /** true or false; null takes it away. */
  open_to_collaborate?: boolean | null | undefined;
  /** a whole number from 0 to 10; null takes it away. */
  verification_level?: number | null | undefined;
  /** a whole number from 0 to 100; null takes it away. */
  trust_score?: number | null | undefined;
  /** a whole number from 0 to 1000000000; null takes it away. */
  followers_count?: number | null | undefined;
  /** a text of at most 5000 characters; null takes it away. */
  bio?: string | null | undefined;
  /** at most 20 of {"label": "…", "url": "https://…"}; the label is optional and has at most 100 characters; null takes it away. */
  links?: readonly {
    label?: string | undefined;
    url: string;
  }[] | null | undefined;
  /** an http(s) address of at most 2000 characters; null takes it away. */
  avatar?: string | null | undefined;
}

export interface SuggestTopicsArguments {
  /** The title of a work. */
  title?: string | undefined;
  /** Its abstract. */
  abstract?: string | undefined;
  /** Any text, instead of these. */
  text?: string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** By words, by meaning, or both; `meta.mode` says which it was. Default: "hybrid". */
  mode?: 'hybrid' | 'keyword' | 'semantic' | undefined;
  /** How many to find. */
  limit?: number | string | undefined;
  /** How many works to show for each topic. */
  evidence?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface SuggestTopicsByTextArguments {
  /** The title of a work. */
  title?: string | undefined;
  /** Its abstract. */
  abstract?: string | undefined;
  /** Any text, instead of these. */
  text?: string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** By words, by meaning, or both; `meta.mode` says which it was. Default: "hybrid". */
  mode?: 'hybrid' | 'keyword' | 'semantic' | undefined;
  /** How many to find. */
  limit?: number | string | undefined;
  /** How many works to show for each topic. */
  evidence?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface SearchTopicsArguments {
  /** What to look for: at most 500 characters. */
  search?: string | undefined;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** A field whose values are counted over all that matches, instead of a page of it; `:include_unknown` behind it counts what has no value. */
  group_by?: string | undefined;
  /** @deprecated Another name of `group_by`. */
  'group-by'?: string | undefined;
  /** How many to draw at random from what matches. */
  sample?: number | string | undefined;
  /** Which sample to draw: the same seed draws the same. */
  seed?: string | number | undefined;
  /** Fields joined by commas, each `field`, `field:desc` or `field:asc`; by relevance without it. */
  sort?: string | undefined;
  /** The page, from 1; `meta.reachable` says how far they go. */
  page?: number | string | undefined;
  /** How many results a page has; 25 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** `*` for the first page, then `meta.next_cursor` of each answer: reaches everything. */
  cursor?: string | undefined;
  /** The fields whose values are counted, joined by commas. */
  facets?: readonly string[] | string | undefined;
  /** How many values of each facet to answer with. */
  facet_size?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface TopicGraphArguments {
  /** Any id of it, as a URL or short; `/` may stand as it is. */
  id: string;
  /** How many steps from the middle. */
  depth?: number | string | undefined;
  /** How many nodes at most. */
  limit?: number | string | undefined;
}

export interface RandomTopicArguments {
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface GetTopicArguments {
  /** Any id of it, as a URL or short; `/` may stand as it is. */
  id: string;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface SearchInstitutionsArguments {
  /** What to look for: at most 500 characters. */
  search?: string | undefined;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** A field whose values are counted over all that matches, instead of a page of it; `:include_unknown` behind it counts what has no value. */
  group_by?: string | undefined;
  /** @deprecated Another name of `group_by`. */
  'group-by'?: string | undefined;
  /** How many to draw at random from what matches. */
  sample?: number | string | undefined;
  /** Which sample to draw: the same seed draws the same. */
  seed?: string | number | undefined;
  /** Fields joined by commas, each `field`, `field:desc` or `field:asc`; by relevance without it. */
  sort?: string | undefined;
  /** The page, from 1; `meta.reachable` says how far they go. */
  page?: number | string | undefined;
  /** How many results a page has; 25 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** `*` for the first page, then `meta.next_cursor` of each answer: reaches everything. */
  cursor?: string | undefined;
  /** The fields whose values are counted, joined by commas. */
  facets?: readonly string[] | string | undefined;
  /** How many values of each facet to answer with. */
  facet_size?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface InstitutionGraphArguments {
  /** Any id of it, as a URL or short; `/` may stand as it is. */
  id: string;
  /** How many steps from the middle. */
  depth?: number | string | undefined;
  /** How many nodes at most. */
  limit?: number | string | undefined;
}

export interface RandomInstitutionArguments {
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface GetInstitutionArguments {
  /** Any id of it, as a URL or short; `/` may stand as it is. */
  id: string;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface SearchSourcesArguments {
  /** What to look for: at most 500 characters. */
  search?: string | undefined;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** A field whose values are counted over all that matches, instead of a page of it; `:include_unknown` behind it counts what has no value. */
  group_by?: string | undefined;
  /** @deprecated Another name of `group_by`. */
  'group-by'?: string | undefined;
  /** How many to draw at random from what matches. */
  sample?: number | string | undefined;
  /** Which sample to draw: the same seed draws the same. */
  seed?: string | number | undefined;
  /** Fields joined by commas, each `field`, `field:desc` or `field:asc`; by relevance without it. */
  sort?: string | undefined;
  /** The page, from 1; `meta.reachable` says how far they go. */
  page?: number | string | undefined;
  /** How many results a page has; 25 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** `*` for the first page, then `meta.next_cursor` of each answer: reaches everything. */
  cursor?: string | undefined;
  /** The fields whose values are counted, joined by commas. */
  facets?: readonly string[] | string | undefined;
  /** How many values of each facet to answer with. */
  facet_size?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface RandomSourceArguments {
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface GetSourceArguments {
  /** Any id of it, as a URL or short; `/` may stand as it is. */
  id: string;
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface AutocompleteArguments {
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** What has been typed so far. */
  q: string;
  /** How many completions; 10 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface AutocompleteWorksArguments {
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** What has been typed so far. */
  q: string;
  /** How many completions; 10 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface AutocompleteAuthorsArguments {
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** What has been typed so far. */
  q: string;
  /** How many completions; 10 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface AutocompleteTopicsArguments {
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** What has been typed so far. */
  q: string;
  /** How many completions; 10 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface AutocompleteInstitutionsArguments {
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** What has been typed so far. */
  q: string;
  /** How many completions; 10 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface AutocompleteSourcesArguments {
  /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
  mailto?: string | undefined;
  /** What has been typed so far. */
  q: string;
  /** How many completions; 10 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
  filter?: string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface SearchArguments {
  /** What to look for: at most 2000 characters. */
  search: string;
  /** By words, by meaning, or both; `meta.mode` says which it was. Default: "hybrid". */
  mode?: 'hybrid' | 'keyword' | 'semantic' | undefined;
  /** Whether to mark the words found in works, as HTML. */
  highlight?: boolean | 'true' | 'false' | undefined;
  /** How many of each kind; 5 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface SearchByTextArguments {
  /** What to look for: at most 20000 characters. */
  search: string;
  /** By words, by meaning, or both; `meta.mode` says which it was. Default: "hybrid". */
  mode?: 'hybrid' | 'keyword' | 'semantic' | undefined;
  /** Whether to mark the words found in works, as HTML. */
  highlight?: boolean | 'true' | 'false' | undefined;
  /** How many of each kind; 5 without it. */
  per_page?: number | string | undefined;
  /** @deprecated Another name of `per_page`. */
  'per-page'?: number | string | undefined;
  /** The fields to answer with, joined by commas; all without it. */
  select?: readonly string[] | string | undefined;
  /** @deprecated Another name of `select`. */
  fields?: readonly string[] | string | undefined;
}

export interface SearchBatchArguments {
  /** The parameters of each search. One that is not right spoils no other: it is answered with its error. */
  queries: readonly {
    /** What to look for: at most 20000 characters. */
    search?: string | undefined;
    /** What to look for by meaning alone: OpenAlex's name of `search` with `mode=semantic`. */
    'search.semantic'?: string | undefined;
    /** By words, by meaning, or both; `meta.mode` says which it was. Default: "hybrid". */
    mode?: 'hybrid' | 'keyword' | 'semantic' | undefined;
    /** Whether to mark, as HTML, the words found and what is near in meaning. */
    highlight?: boolean | 'true' | 'false' | undefined;
    /** Whether each hit says why it is one, and why at its place. */
    explain?: boolean | 'true' | 'false' | undefined;
    /** Who asks, as clients of OpenAlex say; nothing depends on it but the form of abstracts. */
    mailto?: string | undefined;
    /** Conditions joined by commas, `field:value`; `GET /fields` lists the fields. */
    filter?: string | undefined;
    /** A field whose values are counted over all that matches, instead of a page of it; `:include_unknown` behind it counts what has no value. */
    group_by?: string | undefined;
    /** @deprecated Another name of `group_by`. */
    'group-by'?: string | undefined;
    /** How many to draw at random from what matches. */
    sample?: number | string | undefined;
    /** Which sample to draw: the same seed draws the same. */
    seed?: string | number | undefined;
    /** Fields joined by commas, each `field`, `field:desc` or `field:asc`; by relevance without it. */
    sort?: string | undefined;
    /** The page, from 1; `meta.reachable` says how far they go. */
    page?: number | string | undefined;
    /** How many results a page has; 25 without it. */
    per_page?: number | string | undefined;
    /** @deprecated Another name of `per_page`. */
    'per-page'?: number | string | undefined;
    /** `*` for the first page, then `meta.next_cursor` of each answer: reaches everything. */
    cursor?: string | undefined;
    /** The fields whose values are counted, joined by commas. */
    facets?: readonly string[] | string | undefined;
    /** How many values of each facet to answer with. */
    facet_size?: number | string | undefined;
    /** The fields to answer with, joined by commas; all without it. */
    select?: readonly string[] | string | undefined;
    /** @deprecated Another name of `select`. */
    fields?: readonly string[] | string | undefined;
  }[];
}

export interface ListFieldsArguments {
  /** Whose fields. Default: "works". */
  of?: 'works' | 'authors' | 'topics' | 'institutions' | 'sources' | undefined;
}

/** One method for each route. */
export interface Calls {
  /** What there is. `GET /` */
  index(args?: Record<string, never>, options?: CallOptions): Promise<IndexAnswer>;
  /** Searches works by words, meaning, or both, with filters and facets; all works without a search. `GET /works` */
  searchWorks(args?: SearchWorksArguments, options?: CallOptions): Promise<WorksAnswer>;
  /** The same search with its parameters as JSON, for long texts such as an abstract. `POST /works/search` */
  searchWorksByText(args?: SearchWorksByTextArguments, options?: CallOptions): Promise<WorksAnswer>;
  /** Works near a work in meaning, in words and by citations, each with the reasons why. `GET /works/{id}/related` */
  relatedWorks(args: RelatedWorksArguments, options?: CallOptions): Promise<RelatedAnswer>;
  /** Works, people, topics and institutions around it: the most informative ones, within a limit. `GET /works/{id}/graph` */
  workGraph(args: WorkGraphArguments, options?: CallOptions): Promise<GraphAnswer>;
  /** One work, drawn at random. `GET /works/random` */
  randomWork(args?: RandomWorkArguments, options?: CallOptions): Promise<WorkAnswer>;
  /** One work by any of its ids: OpenAlex, DOI, arXiv or its own, as URLs or short. `GET /works/{id}` */
  getWork(args: GetWorkArguments, options?: CallOptions): Promise<WorkAnswer>;
  /** Imports many records, one JSON object a line, as `ideascope import` does. Takes a key. `POST /works` */
  importWorks(args: ImportWorksArguments, options?: CallOptions): Promise<ImportWorksAnswer>;
  /** Stores a record under an id, in place of the one that stands there. Takes a key. `PUT /works/{id}` */
  putWork(args: PutWorkArguments, options?: CallOptions): Promise<PutWorkAnswer>;
  /** Takes the record with this id away; other versions of the work stay. Takes a key. `DELETE /works/{id}` */
  deleteWork(args: DeleteWorkArguments, options?: CallOptions): Promise<DeleteWorkAnswer>;
  /** Finds people for a topic or an idea: the works about it vote, and are shown. `GET /experts` */
  findExperts(args: FindExpertsArguments, options?: CallOptions): Promise<ExpertsAnswer>;
  /** The same with its parameters as JSON, for long texts. `POST /experts` */
  findExpertsByText(args: FindExpertsByTextArguments, options?: CallOptions): Promise<ExpertsAnswer>;
  /** Finds people by name, with filters and facets; everybody without a search, most works first. `GET /authors` */
  searchAuthors(args?: SearchAuthorsArguments, options?: CallOptions): Promise<SearchAuthorsAnswer>;
  /** The works of a person, newest first, searched and filtered like /works. `GET /authors/{id}/works` */
  authorWorks(args: AuthorWorksArguments, options?: CallOptions): Promise<WorksAnswer>;
  /** What a person would want to read next: near each of their interests, not their own. `GET /authors/{id}/related-works` */
  authorRelatedWorks(args: AuthorRelatedWorksArguments, options?: CallOptions): Promise<RelatedAnswer>;
  /** Whom a person has written works with: close ones first, then by strength. `GET /authors/{id}/collaborators` */
  collaborators(args: CollaboratorsArguments, options?: CallOptions): Promise<CollaboratorsAnswer>;
  /** People with the same interests who have never worked with this person. `GET /authors/{id}/similar` */
  similarAuthors(args: SimilarAuthorsArguments, options?: CallOptions): Promise<SimilarAnswer>;
  /** Works, people, topics and institutions around it: the most informative ones, within a limit. `GET /authors/{id}/graph` */
  authorGraph(args: AuthorGraphArguments, options?: CallOptions): Promise<GraphAnswer>;
  /** Everything that the page of a person shows, in one answer. `GET /authors/{id}/profile` */
  profile(args: ProfileArguments, options?: CallOptions): Promise<ProfileAnswer>;
  /** Takes this record of a person into another one of the same person. Takes a key. `POST /authors/{id}/merge` */
  mergeAuthors(args: MergeAuthorsArguments, options?: CallOptions): Promise<AuthorAnswer>;
  /** Undoes a merge of this record, or gives some of its works to somebody else. Takes a key. `POST /authors/{id}/split` */
  splitAuthor(args: SplitAuthorArguments, options?: CallOptions): Promise<SplitAuthorAnswer>;
  /** One person, drawn at random. `GET /authors/random` */
  randomAuthor(args?: RandomAuthorArguments, options?: CallOptions): Promise<AuthorAnswer>;
  /** One person, with the counts that a page begins with. `GET /authors/{id}` */
  getAuthor(args: GetAuthorArguments, options?: CallOptions): Promise<AuthorAnswer>;
  /** Sets what the platform knows of a person; null takes it away. Takes a key. `PATCH /authors/{id}` */
  patchAuthor(args: PatchAuthorArguments, options?: CallOptions): Promise<AuthorAnswer>;
  /** Which topics fit a title and an abstract: the works nearest to them vote, and are shown. `GET /topics/suggest` */
  suggestTopics(args?: SuggestTopicsArguments, options?: CallOptions): Promise<SuggestTopicsAnswer>;
  /** The same with its parameters as JSON, for long texts. `POST /topics/suggest` */
  suggestTopicsByText(args?: SuggestTopicsByTextArguments, options?: CallOptions): Promise<SuggestTopicsAnswer>;
  /** Finds topics by name; all without a search, most works first. `GET /topics` */
  searchTopics(args?: SearchTopicsArguments, options?: CallOptions): Promise<SearchTopicsAnswer>;
  /** Works, people, topics and institutions around it: the most informative ones, within a limit. `GET /topics/{id}/graph` */
  topicGraph(args: TopicGraphArguments, options?: CallOptions): Promise<GraphAnswer>;
  /** One topic, drawn at random. `GET /topics/random` */
  randomTopic(args?: RandomTopicArguments, options?: CallOptions): Promise<TopicAnswer>;
  /** One topic. `GET /topics/{id}` */
  getTopic(args: GetTopicArguments, options?: CallOptions): Promise<TopicAnswer>;
  /** Finds institutions by name; all without a search, most works first. `GET /institutions` */
  searchInstitutions(args?: SearchInstitutionsArguments, options?: CallOptions): Promise<SearchInstitutionsAnswer>;
  /** Works, people, topics and institutions around it: the most informative ones, within a limit. `GET /institutions/{id}/graph` */
  institutionGraph(args: InstitutionGraphArguments, options?: CallOptions): Promise<GraphAnswer>;
  /** One institution, drawn at random. `GET /institutions/random` */
  randomInstitution(args?: RandomInstitutionArguments, options?: CallOptions): Promise<InstitutionAnswer>;
  /** One institution. `GET /institutions/{id}` */
  getInstitution(args: GetInstitutionArguments, options?: CallOptions): Promise<InstitutionAnswer>;
  /** Finds journals, conferences and repositories by name; all without a search, most works first. `GET /sources` */
  searchSources(args?: SearchSourcesArguments, options?: CallOptions): Promise<SearchSourcesAnswer>;
  /** One journal, conference or repository, drawn at random. `GET /sources/random` */
  randomSource(args?: RandomSourceArguments, options?: CallOptions): Promise<SourceAnswer>;
  /** One journal, conference or repository. `GET /sources/{id}` */
  getSource(args: GetSourceArguments, options?: CallOptions): Promise<SourceAnswer>;
  /** Completes what is being typed to works, people, topics, institutions and sources: the best few of each. `GET /autocomplete` */
  autocomplete(args: AutocompleteArguments, options?: CallOptions): Promise<AutocompleteAnswer>;
  /** Completes the title of a work, and finds a pasted DOI. `GET /autocomplete/works` */
  autocompleteWorks(args: AutocompleteWorksArguments, options?: CallOptions): Promise<AutocompleteAnswer>;
  /** Completes the name of a person. `GET /autocomplete/authors` */
  autocompleteAuthors(args: AutocompleteAuthorsArguments, options?: CallOptions): Promise<AutocompleteAnswer>;
  /** Completes a topic, also by its initials. `GET /autocomplete/topics` */
  autocompleteTopics(args: AutocompleteTopicsArguments, options?: CallOptions): Promise<AutocompleteAnswer>;
  /** Completes the name of an institution. `GET /autocomplete/institutions` */
  autocompleteInstitutions(args: AutocompleteInstitutionsArguments, options?: CallOptions): Promise<AutocompleteAnswer>;
  /** Completes the name of a journal, conference or repository. `GET /autocomplete/sources` */
  autocompleteSources(args: AutocompleteSourcesArguments, options?: CallOptions): Promise<AutocompleteAnswer>;
  /** Searches everything: the best few works, authors, topics, institutions and sources, each with its total. `GET /search` */
  search(args: SearchArguments, options?: CallOptions): Promise<SearchAnswer>;
  /** The same with its parameters as JSON, for long texts; one longer than any name is searched in works only. `POST /search` */
  searchByText(args: SearchByTextArguments, options?: CallOptions): Promise<SearchAnswer>;
  /** Up to 50 searches over works in one request, answered in order; a bad one has an error of its own. `POST /search/batch` */
  searchBatch(args: SearchBatchArguments, options?: CallOptions): Promise<SearchBatchAnswer>;
  /** The fields that filter, count and sort works or entities, and those searched by words. `GET /fields` */
  listFields(args?: ListFieldsArguments, options?: CallOptions): Promise<FieldsAnswer>;
  /** This contract as OpenAPI 3.1; /docs shows it as a page to try it on. `GET /openapi.json` */
  openApi(args?: Record<string, never>, options?: CallOptions): Promise<OpenApiAnswer>;
  /** Whether the process answers. `GET /health/live` */
  live(args?: Record<string, never>, options?: CallOptions): Promise<LiveAnswer>;
  /** Whether searches are answered; 503 with what is not ready. `GET /health/ready` */
  ready(args?: Record<string, never>, options?: CallOptions): Promise<ReadyAnswer>;
  /** Numbers for Prometheus, as its text format has them; METRICS=key: takes a key, METRICS=off: 404. `GET /metrics` */
  metrics(args?: Record<string, never>, options?: CallOptions): Promise<MetricsAnswer>;
  /** The index, embedding and its failures, and the last imports. Takes a key. `GET /admin/status` */
  adminStatus(args?: Record<string, never>, options?: CallOptions): Promise<AdminStatusAnswer>;
}

/** The same by name. */
export interface Shapes {
  index: { args: Record<string, never>; answer: IndexAnswer };
  searchWorks: { args: SearchWorksArguments; answer: WorksAnswer };
  searchWorksByText: { args: SearchWorksByTextArguments; answer: WorksAnswer };
  relatedWorks: { args: RelatedWorksArguments; answer: RelatedAnswer };
  workGraph: { args: WorkGraphArguments; answer: GraphAnswer };
  randomWork: { args: RandomWorkArguments; answer: WorkAnswer };
  getWork: { args: GetWorkArguments; answer: WorkAnswer };
  importWorks: { args: ImportWorksArguments; answer: ImportWorksAnswer };
  putWork: { args: PutWorkArguments; answer: PutWorkAnswer };
  deleteWork: { args: DeleteWorkArguments; answer: DeleteWorkAnswer };
  findExperts: { args: FindExpertsArguments; answer: ExpertsAnswer };
  findExpertsByText: { args: FindExpertsByTextArguments; answer: ExpertsAnswer };
  searchAuthors: { args: SearchAuthorsArguments; answer: SearchAuthorsAnswer };
  authorWorks: { args: AuthorWorksArguments; answer: WorksAnswer };
  authorRelatedWorks: { args: AuthorRelatedWorksArguments; answer: RelatedAnswer };
  collaborators: { args: CollaboratorsArguments; answer: CollaboratorsAnswer };
  similarAuthors: { args: SimilarAuthorsArguments; answer: SimilarAnswer };
  authorGraph: { args: AuthorGraphArguments; answer: GraphAnswer };
  profile: { args: ProfileArguments; answer: ProfileAnswer };
  mergeAuthors: { args: MergeAuthorsArguments; answer: AuthorAnswer };
  splitAuthor: { args: SplitAuthorArguments; answer: SplitAuthorAnswer };
  randomAuthor: { args: RandomAuthorArguments; answer: AuthorAnswer };
  getAuthor: { args: GetAuthorArguments; answer: AuthorAnswer };
  patchAuthor: { args: PatchAuthorArguments; answer: AuthorAnswer };
  suggestTopics: { args: SuggestTopicsArguments; answer: SuggestTopicsAnswer };
  suggestTopicsByText: { args: SuggestTopicsByTextArguments; answer: SuggestTopicsAnswer };
  searchTopics: { args: SearchTopicsArguments; answer: SearchTopicsAnswer };
  topicGraph: { args: TopicGraphArguments; answer: GraphAnswer };
  randomTopic: { args: RandomTopicArguments; answer: TopicAnswer };
  getTopic: { args: GetTopicArguments; answer: TopicAnswer };
  searchInstitutions: { args: SearchInstitutionsArguments; answer: SearchInstitutionsAnswer };
  institutionGraph: { args: InstitutionGraphArguments; answer: GraphAnswer };
  randomInstitution: { args: RandomInstitutionArguments; answer: InstitutionAnswer };
  getInstitution: { args: GetInstitutionArguments; answer: InstitutionAnswer };
  searchSources: { args: SearchSourcesArguments; answer: SearchSourcesAnswer };
  randomSource: { args: RandomSourceArguments; answer: SourceAnswer };
  getSource: { args: GetSourceArguments; answer: SourceAnswer };
  autocomplete: { args: AutocompleteArguments; answer: AutocompleteAnswer };
  autocompleteWorks: { args: AutocompleteWorksArguments; answer: AutocompleteAnswer };
  autocompleteAuthors: { args: AutocompleteAuthorsArguments; answer: AutocompleteAnswer };
  autocompleteTopics: { args: AutocompleteTopicsArguments; answer: AutocompleteAnswer };
  autocompleteInstitutions: { args: AutocompleteInstitutionsArguments; answer: AutocompleteAnswer };
  autocompleteSources: { args: AutocompleteSourcesArguments; answer: AutocompleteAnswer };
  search: { args: SearchArguments; answer: SearchAnswer };
  searchByText: { args: SearchByTextArguments; answer: SearchAnswer };
  searchBatch: { args: SearchBatchArguments; answer: SearchBatchAnswer };
  listFields: { args: ListFieldsArguments; answer: FieldsAnswer };
  openApi: { args: Record<string, never>; answer: OpenApiAnswer };
  live: { args: Record<string, never>; answer: LiveAnswer };
  ready: { args: Record<string, never>; answer: ReadyAnswer };
  metrics: { args: Record<string, never>; answer: MetricsAnswer };
  adminStatus: { args: Record<string, never>; answer: AdminStatusAnswer };
}
