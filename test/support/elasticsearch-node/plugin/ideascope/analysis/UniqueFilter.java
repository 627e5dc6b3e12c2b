// The filter `unique`: keeps the first of equal tokens, in the whole text or at each position.
package ideascope.analysis;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** Lucene has no such filter. */
final class UniqueFilter extends TokenFilter {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
  private final boolean perPosition;
  private final Set<String> seen = new HashSet<>();

  UniqueFilter(TokenStream in, boolean perPosition) {
    super(in);
    this.perPosition = perPosition;
  }

  @Override
  public boolean incrementToken() throws IOException {
    while (input.incrementToken()) {
      if (perPosition && step.getPositionIncrement() > 0) seen.clear();
      if (seen.add(term.toString())) return true;
    }
    return false;
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    seen.clear();
  }
}
