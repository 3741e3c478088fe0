// References that a class owns. Within a function, g_autoptr does the same.
#pragma once
#include <gst/gst.h>

#include <memory>

namespace stepwatch {

struct ObjectUnref {
  void operator()(gpointer object) const { gst_object_unref(object); }
};

/** Owns one reference to a GstObject, such as an element or a pad. */
template <typename Object>
using Owned = std::unique_ptr<Object, ObjectUnref>;

}  // namespace stepwatch
