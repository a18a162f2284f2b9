package dev.orgtable.maintenance;

import dev.orgtable.InvalidInput;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Key;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a person decided about one item of the table, where the table does not prove what is right.
 *
 * @param id the item's partition key
 * @param rng the item's sort key
 * @param seen what the decision is about, as {@link Step#seen} told it: where that has changed
 *     since, the decision is refused
 * @param word what to do
 * @param argument the address of the owner, or the new address or id; empty for a deletion
 */
public record Decision(String id, String rng, String seen, Word word, String argument) {

  private static final int LONGEST_ID = 2048;
  private static final int LONGEST_RNG = 1024;

  /** What can be decided. */
  public enum Word {
    /** A member becomes the owner of an organisation without one. */
    OWNER,
    /** The item goes, with all that belongs to it. */
    DELETE,
    /** A user or an organisation gets another address or id. */
    RENAME
  }

  /**
   * Checks that the word has its argument.
   *
   * @throws InvalidInput if it lacks one or has one too many, an owner is no address, or the key is
   *     none that DynamoDB takes: 1 to 2048 bytes of {@code id}, 1 to 1024 of {@code rng}
   */
  public Decision {
    check("id", id, LONGEST_ID);
    check("rng", rng, LONGEST_RNG);
    if (word == Word.DELETE && !argument.isEmpty()) {
      throw new InvalidInput("decision", "must be delete alone");
    }
    if (word != Word.DELETE && argument.isEmpty()) {
      throw new InvalidInput(
          "decision",
          word == Word.OWNER ? "must name the owner's address" : "must name the new address or id");
    }
    if (word == Word.OWNER) {
      argument = UserId.of(argument).email();
    }
  }

  /**
   * Returns the decision that a text tells: {@code owner EMAIL}, {@code delete} or {@code rename
   * NAME}.
   *
   * @throws InvalidInput if it tells none
   */
  public static Decision of(String id, String rng, String seen, String text) {
    String[] words = text.strip().split("\\s+", 2);
    for (Word word : Word.values()) {
      if (words[0].equals(word.name().toLowerCase(Locale.ROOT))) {
        return new Decision(id, rng, seen, word, words.length > 1 ? words[1] : "");
      }
    }
    throw new InvalidInput(
        "decision", "must be owner EMAIL, delete or rename NAME, not " + words[0]);
  }

  private static void check(String field, String value, int longest) {
    if (value.isEmpty() || value.getBytes(StandardCharsets.UTF_8).length > longest) {
      throw new InvalidInput(field, "must have 1 to " + longest + " bytes");
    }
  }

  Key key() {
    return new Key(id, rng);
  }

  /** A decision that was refused before anything was changed. */
  public static final class Refused extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final int index;

    Refused(int index, String message) {
      super(message);
      this.index = index;
    }

    /** Returns which of the decisions it is, counted from 0. */
    public int index() {
      return index;
    }
  }
}
