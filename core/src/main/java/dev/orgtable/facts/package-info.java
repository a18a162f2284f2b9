/** Facts: data of an application about a user, an organisation or a membership. */
@NullMarked
package dev.orgtable.facts;

import org.jspecify.annotations.NullMarked;
