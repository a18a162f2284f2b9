package dev.orgtable.internal.record;

/** The attribute of a suspended member. */
final class Suspension {

  /** When the member was suspended; absent from an active member. */
  static final String SUSPENDED_AT = "suspendedAt";

  private Suspension() {}
}
