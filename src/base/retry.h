/* Calls that a signal may interrupt. */
#ifndef ZIPING_BASE_RETRY_H
#define ZIPING_BASE_RETRY_H

#include <errno.h>

#define RETRY(result, call)                                                                                            \
    do {                                                                                                               \
        (result) = (call);                                                                                             \
    } while ((result) < 0 && errno == EINTR)

#endif
