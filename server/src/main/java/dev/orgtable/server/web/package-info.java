/** What every request goes through: limits, costs, the access log, repeated requests. */
@NullMarked
package dev.orgtable.server.web;

import org.jspecify.annotations.NullMarked;
