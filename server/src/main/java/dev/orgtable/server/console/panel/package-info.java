/** Displays the raw items of a partition and the DynamoDB requests of an action. */
@NullMarked
package dev.orgtable.server.console.panel;

import org.jspecify.annotations.NullMarked;
