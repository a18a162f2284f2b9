package dev.orgtable.server.web;

import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;

/** The order of the filters, all of which run before authentication. */
final class Filters {

  static final int ACCESS_LOG = SecurityFilterProperties.DEFAULT_FILTER_ORDER - 40;
  static final int REQUEST_ID = SecurityFilterProperties.DEFAULT_FILTER_ORDER - 35;
  static final int COSTS = SecurityFilterProperties.DEFAULT_FILTER_ORDER - 30;
  static final int ORIGINS = SecurityFilterProperties.DEFAULT_FILTER_ORDER - 25;
  static final int FILE_NAMES = SecurityFilterProperties.DEFAULT_FILTER_ORDER - 24;
  static final int BODY_LIMIT = SecurityFilterProperties.DEFAULT_FILTER_ORDER - 20;
  static final int RATE_LIMIT = SecurityFilterProperties.DEFAULT_FILTER_ORDER - 10;
  static final int PATH = SecurityFilterProperties.DEFAULT_FILTER_ORDER - 5;

  private Filters() {}
}
