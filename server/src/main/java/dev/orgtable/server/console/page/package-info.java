/** What every page of the console is made of: its frame, its forms, its links. */
@NullMarked
package dev.orgtable.server.console.page;

import org.jspecify.annotations.NullMarked;
