// The filter `asciifolding`, which normalizers may use too.
package ideascope.analysis;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;

record AsciiFolding(String name, boolean keepsOriginal) implements NormalizingTokenFilterFactory {
  @Override
  public TokenStream create(TokenStream in) {
    return new ASCIIFoldingFilter(in, keepsOriginal);
  }

  /** A normalizer may make only one token of a token, so the original is never kept there. */
  @Override
  public TokenStream normalize(TokenStream in) {
    return new ASCIIFoldingFilter(in);
  }
}
