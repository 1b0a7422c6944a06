package dev.millrace.trigger.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Says at which addresses a host is. A test says so itself. */
public interface HostNames {

    List<InetAddress> resolve(String host) throws UnknownHostException;
}
