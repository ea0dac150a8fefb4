/** Documents that rows are made of, in chunks. */
@NullMarked
package studio.athanor.data.documents;

import org.jspecify.annotations.NullMarked;
