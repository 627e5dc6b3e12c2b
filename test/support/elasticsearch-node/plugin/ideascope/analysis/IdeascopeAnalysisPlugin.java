// Registers, under their own names, the few components of Elasticsearch's analysis-common module that the tests need.
package ideascope.analysis;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.apache.lucene.util.AttributeFactory;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/** Every component reads the settings that Elasticsearch documents and delegates to Lucene, as the module does. */
public final class IdeascopeAnalysisPlugin extends Plugin implements AnalysisPlugin {
  private static final int MAX_TOKEN_LENGTH = 255;

  @Override
  public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
    return Map.of(
        "keyword", tokenizer(settings -> {
          int buffer = settings.getAsInt("buffer_size", KeywordTokenizer.DEFAULT_BUFFER_SIZE);
          return () -> new KeywordTokenizer(buffer);
        }),
        "whitespace", tokenizer(settings -> {
          int longest = settings.getAsInt("max_token_length", MAX_TOKEN_LENGTH);
          return () -> new WhitespaceTokenizer(AttributeFactory.DEFAULT_ATTRIBUTE_FACTORY, longest);
        }),
        "uax_url_email", tokenizer(settings -> {
          int longest = settings.getAsInt("max_token_length", MAX_TOKEN_LENGTH);
          return () -> urlTokenizer(longest);
        }));
  }

  @Override
  public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    return Map.of(
        "porter_stem", filter(settings -> PorterStemFilter::new),
        "edge_ngram", filter(settings -> {
          int shortest = settings.getAsInt("min_gram", 1);
          int longest = settings.getAsInt("max_gram", 2);
          boolean whole = keepsOriginal(settings, false);
          return in -> new EdgeNGramTokenFilter(in, shortest, longest, whole);
        }),
        "unique", filter(settings -> {
          boolean perPosition = settings.getAsBoolean("only_on_same_position", false);
          return in -> new UniqueFilter(in, perPosition);
        }),
        // These two mean nothing without settings, so they cannot be named in an analyzer without a definition.
        "keyword_marker", AnalysisPlugin.requiresAnalysisSettings((index, env, name, settings) ->
            new Filter(name, KeywordMarker.of(env, settings))),
        "pattern_capture", AnalysisPlugin.requiresAnalysisSettings(filter(settings -> {
          Pattern[] patterns = settings.getAsList("patterns").stream().map(Pattern::compile).toArray(Pattern[]::new);
          boolean whole = keepsOriginal(settings, true);
          return in -> new PatternCaptureGroupTokenFilter(in, whole, patterns);
        })));
  }

  private static boolean keepsOriginal(Settings settings, boolean byDefault) {
    return settings.getAsBoolean("preserve_original", byDefault);
  }

  private static Tokenizer urlTokenizer(int longest) {
    UAX29URLEmailTokenizer tokenizer = new UAX29URLEmailTokenizer();
    tokenizer.setMaxTokenLength(longest);
    return tokenizer;
  }

  private static AnalysisProvider<TokenizerFactory> tokenizer(Function<Settings, Supplier<Tokenizer>> make) {
    return (index, env, name, settings) -> TokenizerFactory.newFactory(name, make.apply(settings));
  }

  private static AnalysisProvider<TokenFilterFactory> filter(Function<Settings, Function<TokenStream, TokenStream>> make) {
    return (index, env, name, settings) -> new Filter(name, make.apply(settings));
  }

  private record Filter(String name, Function<TokenStream, TokenStream> wrap) implements TokenFilterFactory {
    @Override
    public TokenStream create(TokenStream in) {
      return wrap.apply(in);
    }
  }
}
