// Challenges of RTSP cameras that are no good.
#pragma once

namespace stepwatch {

/**
 * `rtspsrc` looks at the parameters of a Digest challenge without asking whether there are any (`gst_rtspsrc_parse_auth_hdr`, seen in
 * GStreamer 1.22): a camera that answers `WWW-Authenticate: Digest` would end the engine. From now on it gets an empty list. To be called
 * before the first pipeline is made.
 */
void completeChallenges();

}  // namespace stepwatch
