package dev.orgtable.event;

import dev.orgtable.InvalidInput;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who made a change.
 *
 * @param kind the kind of actor
 * @param id the id of the user, the API key or the job; for an operator the address or the account,
 *     for a directory its id. Empty for the library, and for an API key, an operator or another
 *     kind whose id is not shown; 1 to {@value #LONGEST} characters otherwise
 * @param actingFor the user for whom it is made, as the actor says: an address or an id, 1 to
 *     {@value #LONGEST} characters; null if nobody is named
 */
public record Actor(Kind kind, String id, @Nullable String actingFor) {

  /** The longest id, in characters. */
  public static final int LONGEST = 512;

  /** A change that was made through the library without naming an actor. */
  public static final Actor LIBRARY = new Actor(Kind.LIBRARY, "", null);

  /** The removal of expired invitations. */
  public static final Actor EXPIRY = new Actor(Kind.JOB, "expiry");

  /** The kinds of actors. */
  public enum Kind {
    /** A person with a user, who is signed in. */
    USER,
    /** A back end with an API key. */
    API_KEY,
    /** A person who operates the table, through the console or the command line. */
    OPERATOR,
    /** A directory of people that is synchronised. */
    DIRECTORY,
    /**
     * A job of this library, where nobody is known who started it, and what removes what expired.
     */
    JOB,
    /** A program that uses the library. */
    LIBRARY,
    /** A kind that this version does not know; the id begins with it, and a colon. */
    OTHER;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Returns the text in the table and in the API, such as {@code api_key}. */
    public String text() {
      return text;
    }

    /** Returns the kind with a text; empty if there is none. */
    public static Optional<Kind> of(String text) {
      for (Kind kind : values()) {
        if (kind != OTHER && kind.text().equals(text)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * Checks the id.
   *
   * @throws InvalidInput if it is missing, too long, or given for the library
   */
  public Actor {
    boolean mayBeHidden = kind == Kind.API_KEY || kind == Kind.OPERATOR || kind == Kind.OTHER;
    if (id.isEmpty() ? kind != Kind.LIBRARY && !mayBeHidden : kind == Kind.LIBRARY) {
      throw new InvalidInput("actor", "must have an id, unless it is the library");
    }
    if (id.length() > LONGEST) {
      throw new InvalidInput("actor", "must have an id of at most " + LONGEST + " characters");
    }
    if (actingFor != null && (actingFor.isEmpty() || actingFor.length() > LONGEST)) {
      throw new InvalidInput("actingFor", "must be 1 to " + LONGEST + " characters");
    }
  }

  /** Creates an actor who acts for nobody else. */
  public Actor(Kind kind, String id) {
    this(kind, id, null);
  }
}
