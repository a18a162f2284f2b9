package dev.orgtable.webhook;

import dev.orgtable.OrganisationId;

/** Whose endpoint it is, and so which events it can be told of. */
public sealed interface WebhookOwner {

  /** The table: its endpoints are told of the events of all logs. */
  WebhookOwner TABLE = new OfTable();

  /** Returns the most endpoints that this owner can have. */
  int most();

  /**
   * An organisation: its endpoints are told of the events in its log.
   *
   * @param organisation the id
   */
  record OfOrganisation(OrganisationId organisation) implements WebhookOwner {

    /** The most endpoints of one organisation. */
    public static final int MOST = 10;

    @Override
    public int most() {
      return MOST;
    }
  }

  /** The table. */
  record OfTable() implements WebhookOwner {

    /** The most endpoints of the table. */
    public static final int MOST = 20;

    @Override
    public int most() {
      return MOST;
    }
  }
}
