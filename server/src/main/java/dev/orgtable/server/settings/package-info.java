/** The settings of the server. */
@NullMarked
package dev.orgtable.server.settings;

import org.jspecify.annotations.NullMarked;
