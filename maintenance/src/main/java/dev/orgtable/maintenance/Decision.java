package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.Key;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A person's decision about one item, for which the table does not prove what is right.
 *
 * @param id the item's partition key
 * @param rng the item's sort key
 * @param seen the state that the decision refers to, from {@link Step#seen}; the decision is
 *     refused if that has changed since
 * @param word what to do
 * @param argument the new owner's address, or the new address or id; empty for a deletion
 */
public record Decision(String id, String rng, String seen, Word word, String argument) {

  private static final int LONGEST_ID = 2048;
  private static final int LONGEST_RNG = 1024;

  /** The possible decisions. */
  public enum Word {
    /** Makes a member the owner of an organisation that has none. */
    OWNER,
    /** Deletes the item and everything that belongs to it. */
    DELETE,
    /** Gives a user another address, or an organisation another id. */
    RENAME
  }

  /**
   * Validates the decision.
   *
   * @throws InvalidInput if the argument is missing or superfluous, the owner is not an address, or
   *     the key exceeds DynamoDB's limits: 1 to 2048 bytes for {@code id}, 1 to 1024 for {@code
   *     rng}
   */
  public Decision {
    check("id", id, LONGEST_ID);
    check("rng", rng, LONGEST_RNG);
    if (word == Word.DELETE && !argument.isEmpty()) {
      throw new InvalidInput("decision", "must have no argument if it is delete");
    }
    if (word != Word.DELETE && argument.isEmpty()) {
      throw new InvalidInput(
          "decision",
          word == Word.OWNER ? "must name the owner's address" : "must name the new address or id");
    }
    if (word == Word.OWNER) {
      argument = EmailAddress.of(argument).value();
    }
  }

  /**
   * Parses a decision: {@code owner EMAIL}, {@code delete} or {@code rename NAME}.
   *
   * @throws InvalidInput if the text is not a decision
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

  /** A decision was refused before anything was changed. */
  public static final class Refused extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final int index;

    Refused(int index, String message) {
      super(message);
      this.index = index;
    }

    /** Returns the position of the decision in the list, from 0. */
    public int index() {
      return index;
    }
  }
}
