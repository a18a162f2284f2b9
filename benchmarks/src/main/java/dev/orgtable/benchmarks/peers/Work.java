package dev.orgtable.benchmarks.peers;

/** The kinds of work to compare. */
enum Work {
  /** Checks whether a member of an organisation of 21 is in a group. */
  CHECK("check of a group"),
  /** Reads the first page of 50 of an organisation of 21 members. */
  MEMBERS("first page of members, small organisation"),
  /** Reads the first 50 members of the large organisation. */
  MEMBERS_OF_LARGE("first page of members, large organisation"),
  /** Checks whether a member of the large organisation is in a group. */
  CHECK_IN_LARGE("check of a group, large organisation"),
  /** Reads the four organisations of a user. */
  ORGANISATIONS("organisations of a user"),
  /** Creates an organisation with an owner or first member. */
  CREATE("create an organisation"),
  /** Invites somebody who is not known yet. */
  INVITE("invite");

  private final String title;

  Work(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
