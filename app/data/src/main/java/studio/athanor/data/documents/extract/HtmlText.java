package studio.athanor.data.documents.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The words of a web page, without its scripts and its navigation. Nothing is fetched. */
final class HtmlText {

    private static final String NOT_READ =
            "script, style, noscript, template, nav, header, footer, aside, form, iframe, svg";

    private static final Set<String> PARTS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "main",
            "li",
            "tr",
            "pre",
            "blockquote",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "dt",
            "dd",
            "figcaption",
            "caption",
            "body",
            "ul",
            "ol",
            "table");

    private HtmlText() {}

    static Extracted read(Path file) throws IOException {
        Document page;
        try (InputStream in = Files.newInputStream(file)) {
            page = Jsoup.parse(in, null, "");
        }
        String title = page.title().strip();
        page.select(NOT_READ).remove();
        Collector collector = new Collector();
        page.body().traverse(collector);
        collector.end();
        return new Extracted(title, collector.blocks, "");
    }

    private static final class Collector implements NodeVisitor {
        private final List<Block> blocks = new ArrayList<>();
        private final StringBuilder current = new StringBuilder();
        private boolean heading;
        private int preformatted;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                current.append(preformatted > 0 ? text.getWholeText() : text.text());
            } else if (node instanceof Element element) {
                if (PARTS.contains(element.normalName())) {
                    end();
                }
                preformatted += element.normalName().equals("pre") ? 1 : 0;
                heading = heading || isHeading(element);
                if (element.normalName().equals("br")) {
                    current.append('\n');
                } else if (element.normalName().equals("td")
                        || element.normalName().equals("th")) {
                    current.append(current.isEmpty() ? "" : " | ");
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element && PARTS.contains(element.normalName())) {
                preformatted -= element.normalName().equals("pre") ? 1 : 0;
                end();
            }
        }

        private static boolean isHeading(Element element) {
            return element.normalName().matches("h[1-6]");
        }

        private void end() {
            String text = current.toString().strip();
            if (!text.isEmpty()) {
                blocks.add(new Block(text, heading, 0));
            }
            current.setLength(0);
            heading = false;
        }
    }
}
