// The filter `keyword_marker`: tokens of a list, or that match a pattern, are kept from the stemmer.
package ideascope.analysis;

import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.PatternKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.analysis.Analysis;

final class KeywordMarker {
  private KeywordMarker() {}

  /** As in Elasticsearch: the pattern excludes the list, and {@code ignore_case} is about the list only. */
  static Function<TokenStream, TokenStream> of(Environment env, Settings settings) {
    String regex = settings.get("keywords_pattern");
    Set<?> words = Analysis.getWordSet(env, settings, "keywords");
    if ((regex == null) == (words == null)) {
      throw new IllegalArgumentException("keyword_marker needs either `keywords` or `keywords_pattern`, and not both");
    }
    if (regex != null) {
      Pattern pattern = Pattern.compile(regex);
      return in -> new PatternKeywordMarkerFilter(in, pattern);
    }
    CharArraySet marked = new CharArraySet(words, settings.getAsBoolean("ignore_case", false));
    return in -> new SetKeywordMarkerFilter(in, marked);
  }
}
