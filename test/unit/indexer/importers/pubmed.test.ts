// PubMed: articles, books, deleted records, and dates of all kinds.
import { describeImporter } from '../../../support/describe-importer.js';

describeImporter({
  format: 'pubmed',
  wrap: (article) =>
    `<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>${article}</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`,
  pieces: [
    '<PubmedArticle>',
    '</PubmedArticle>',
    '<PMID>',
    '</Article>',
    '<Year>',
    '<!--',
    '&',
    '<',
    '"',
    '</PubmedArticleSet>',
  ],
});
