// What JavaScript is told of a pipeline's bus.
#pragma once
#include <gst/gst.h>

#include <map>
#include <string>

namespace stepwatch {

/** The fields of `BusMessage` in native.ts; empty for a message of no interest. Any thread may call. */
std::map<std::string, std::string> readBusMessage(GstMessage* message);

}  // namespace stepwatch
