/** JSON as templates and answers need it; not exported. */
@NullMarked
package studio.athanor.engines.chattemplate.json;

import org.jspecify.annotations.NullMarked;
