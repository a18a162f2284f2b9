package dev.orgtable.benchmarks.service;

/** What is done, by HTTP and by the library alone. */
enum Action {
  /** Asks whether somebody is a member. */
  CHECK("check a membership", 40_000, 4_000),
  /** Reads the first 50 of 1,000 members. */
  MEMBERS("first page of members", 10_000, 2_000),
  /** Reads the 50 organisations of a user. */
  ORGANISATIONS("organisations of a user", 5_000, 1_000),
  /** Puts a member into a group. */
  GROUP("add a member to a group", 6_000, 1_500),
  /** Invites somebody, who accepts. */
  INVITE("invite and accept", 1_500, 300),
  /** Creates an organisation. */
  CREATE("create an organisation", 3_000, 500);

  private final String title;
  private final int warmUp;
  private final int calls;

  Action(String title, int warmUp, int calls) {
    this.title = title;
    this.warmUp = warmUp;
    this.calls = calls;
  }

  String title() {
    return title;
  }

  /** Returns how many are counted in a round. */
  int calls() {
    return calls;
  }

  /** Returns how many are done before any is counted, for the compilers to have done their work. */
  int warmUp() {
    return warmUp;
  }

  /** Returns how many requests of HTTP one is. */
  int requests() {
    return this == INVITE ? 2 : 1;
  }
}
