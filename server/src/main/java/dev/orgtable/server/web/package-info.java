/**
 * Request processing common to all controllers: limits, costs, the access log, preconditions,
 * paging.
 */
@NullMarked
package dev.orgtable.server.web;

import org.jspecify.annotations.NullMarked;
