package dev.orgtable;

/**
 * Thrown when a value from the caller breaks a rule. The message is the field and the rule: for the
 * field {@code name} and the rule {@code must not be empty}, it is {@code name must not be empty}.
 */
public final class InvalidInput extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String rule;

  /**
   * Creates an exception.
   *
   * @param field the parameter or component that holds the value, such as {@code name}
   * @param rule the rest of the sentence, such as {@code must not be empty}
   */
  public InvalidInput(String field, String rule) {
    super(field + " " + rule);
    this.field = field;
    this.rule = rule;
  }

  /** Creates an exception with a cause. */
  public InvalidInput(String field, String rule, Throwable cause) {
    super(field + " " + rule, cause);
    this.field = field;
    this.rule = rule;
  }

  /** Returns the parameter or component that holds the value. */
  public String field() {
    return field;
  }

  /** Returns the rule that the value breaks, such as {@code must not be empty}. */
  public String rule() {
    return rule;
  }

  /** Returns this exception with another name for the field, such as the caller's own. */
  public InvalidInput as(String name) {
    return new InvalidInput(name, rule, this);
  }
}
