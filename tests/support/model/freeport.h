#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lucency::test {

/// A port that nobody listens on.
inline int freePort()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    const bool bound = ::bind(listener, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
                       ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) == 0;
    ::close(listener);
    return bound ? ntohs(address.sin_port) : 0;
}

} // namespace lucency::test
