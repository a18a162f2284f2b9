/** Error responses: problem details, their codes, and the mapping from exceptions. */
@NullMarked
package dev.orgtable.server.problem;

import org.jspecify.annotations.NullMarked;
