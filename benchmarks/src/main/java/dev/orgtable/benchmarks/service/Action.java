package dev.orgtable.benchmarks.service;

/** The actions to measure, over HTTP and with the library alone. */
enum Action {
  /** Checks a membership. */
  CHECK("check a membership", 40_000, 4_000),
  /** Reads the first 50 of 1,000 members. */
  MEMBERS("first page of members", 10_000, 2_000),
  /** Reads the 50 organisations of a user. */
  ORGANISATIONS("organisations of a user", 5_000, 1_000),
  /** Adds a member to a group. */
  GROUP("add a member to a group", 6_000, 1_500),
  /** Invites a user, who accepts. */
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

  /** Returns the number of calls per round. */
  int calls() {
    return calls;
  }

  /** Returns the number of calls before measuring, for the JIT compilers. */
  int warmUp() {
    return warmUp;
  }

  /** Returns the number of HTTP requests per call. */
  int requests() {
    return this == INVITE ? 2 : 1;
  }
}
