/** Groups as people read and pick them: by the labels of roles and the names of services. */
@NullMarked
package dev.orgtable.server.console.group;

import org.jspecify.annotations.NullMarked;
