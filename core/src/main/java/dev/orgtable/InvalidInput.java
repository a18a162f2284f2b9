package dev.orgtable;

/**
 * A value that breaks a rule: the caller's mistake, not a bug of ours. Example: the field {@code
 * name} and the rule {@code must not be empty}; the message is both, {@code name must not be
 * empty}.
 */
public final class InvalidInput extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String rule;

  /**
   * Refuses a value.
   *
   * @param field the parameter or the component that holds the value, such as {@code name}
   * @param rule the rest of the sentence, such as {@code must not be empty}
   */
  public InvalidInput(String field, String rule) {
    super(field + " " + rule);
    this.field = field;
    this.rule = rule;
  }

  /** Refuses a value for a reason that another exception gives. */
  public InvalidInput(String field, String rule, Throwable cause) {
    super(field + " " + rule, cause);
    this.field = field;
    this.rule = rule;
  }

  /** Returns the parameter or the component that holds the value. */
  public String field() {
    return field;
  }

  /** Returns the rule that the value breaks, such as {@code must not be empty}. */
  public String rule() {
    return rule;
  }

  /** Returns the same refusal under the name that another caller has for the field. */
  public InvalidInput as(String name) {
    return new InvalidInput(name, rule, this);
  }
}
