/** Building blocks of console pages: layout, forms, links. */
@NullMarked
package dev.orgtable.server.console.page;

import org.jspecify.annotations.NullMarked;
