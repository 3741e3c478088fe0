// What decodebin and parsebin plug in: which elements, and that their errors are not lost.
#pragma once
#include <gst/gst.h>

#include <string>
#include <vector>

namespace stepwatch {

/**
 * decodebin and parsebin hide the errors of an element while they plug it in. They release the element's streaming thread
 * before they stop to hide (`connect_pad` of gstdecodebin2.c and gstparsebin.c, seen in GStreamer 1.22). A demuxer that
 * fails at once, as on a file that was cut off, then fails without a word: no picture and no error.
 *
 * The type finder's thread does the plugging, and holds the stream lock of the type finder's sink pad until it is done.
 * So the first read of the demuxer's thread waits for that lock. Does nothing to a pipeline without `filesrc name=file`
 * and a type finder.
 */
void holdReadsWhilePlugging(GstElement* pipeline);

/** The element named `decoder`, a decodebin, takes none of these elements. Does nothing where there is no such element. */
void avoidDecoders(GstElement* pipeline, const std::vector<std::string>& names);

}  // namespace stepwatch
