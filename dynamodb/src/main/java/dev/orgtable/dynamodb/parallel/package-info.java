/** Work on a whole table with several threads. */
@NullMarked
package dev.orgtable.dynamodb.parallel;

import org.jspecify.annotations.NullMarked;
