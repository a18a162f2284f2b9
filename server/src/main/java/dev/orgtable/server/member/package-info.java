/** Members and their groups over HTTP. */
@NullMarked
package dev.orgtable.server.member;

import org.jspecify.annotations.NullMarked;
