package dev.orgtable.benchmarks.service;

/** What is done, by HTTP and by the library alone. */
enum Action {
  /** Asks whether somebody is a member. */
  CHECK("check a membership", true),
  /** Reads the first 50 of 1,000 members. */
  MEMBERS("first page of members", true),
  /** Reads the 50 organisations of a user. */
  ORGANISATIONS("organisations of a user", true),
  /** Puts a member into a group. */
  GROUP("add a member to a group", false),
  /** Invites somebody, who accepts. */
  INVITE("invite and accept", false),
  /** Creates an organisation. */
  CREATE("create an organisation", false);

  private final String title;
  private final boolean reads;

  Action(String title, boolean reads) {
    this.title = title;
    this.reads = reads;
  }

  String title() {
    return title;
  }

  /** Returns how many are counted in a round. */
  int calls() {
    return reads ? 1_500 : 300;
  }

  /** Returns how many are done before any is counted, for the compilers to have done their work. */
  int warmUp() {
    return this == CHECK ? 40_000 : reads ? 4_000 : 1_000;
  }

  /** Returns how many requests of HTTP one is. */
  int requests() {
    return this == INVITE ? 2 : 1;
  }
}
