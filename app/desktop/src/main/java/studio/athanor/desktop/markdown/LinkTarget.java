package studio.athanor.desktop.markdown;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * An address in a document, judged: only http and https with a host can be opened.
 *
 * @param address as the author wrote it
 * @param host the host in ASCII, present if the address may be opened
 */
record LinkTarget(String address, Optional<String> host) {

    private static final int MAX_LENGTH = 2_000;

    static LinkTarget of(String address) {
        return new LinkTarget(address, address.length() > MAX_LENGTH ? Optional.empty() : webHost(address));
    }

    private static Optional<String> webHost(String address) {
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme();
            if (scheme == null
                    || !(scheme.toLowerCase(Locale.ROOT).equals("http")
                            || scheme.toLowerCase(Locale.ROOT).equals("https"))) {
                return Optional.empty();
            }
            String host = uri.getHost() == null ? hostOfInternationalName(uri) : uri.getHost();
            return host == null || host.isEmpty() ? Optional.empty() : Optional.of(host);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A name outside ASCII is shown as its ASCII form, so that letters that look alike cannot hide another host. */
    private static @org.jspecify.annotations.Nullable String hostOfInternationalName(URI uri) {
        String authority = uri.getAuthority();
        if (authority == null) {
            return null;
        }
        String host = authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":\\d*$", "");
        return host.contains(":") ? null : IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES);
    }
}
