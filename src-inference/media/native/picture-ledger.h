// Which pictures of an RTP stream were sent, and which of them are damaged or never shown. It is told of packets in order, of key frames
// and of decoded pictures, in this order for each picture, on any thread.
#pragma once
#include <gst/gst.h>

#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <set>
#include <vector>

namespace stepwatch {

class PictureLedger {
 public:
  struct Counts {
    guint64 shown = 0;
    guint64 damaged = 0;
    guint64 missing = 0;
  };
  struct Fate {
    /** Share of it that is damaged, as far as lost packets tell, 0 to 1. */
    double damage = 0;
    /** Pictures that were sent since the one that was taken before, and never shown. */
    guint64 missingBefore = 0;
  };
  /** Of the header of RTP (RFC 3550, 5.1). */
  struct Packet {
    std::uint16_t sequence;
    std::uint32_t timestamp;
    /** Of the sender: another one after it was started anew. */
    std::uint32_t source;
    /** The last one of a picture. */
    bool isLast;
    GstClockTime time;
  };

  void addPacket(const Packet& packet);
  /**
   * An encoded picture.
   *
   * @param isKeyFrame It needs none before it.
   * @return Whether it may go to the decoder: not before the first key frame nor, when damage is left out, before the next one.
   */
  bool addEncoded(GstClockTime time, bool isKeyFrame);
  void leaveOutDamaged() { leavesOutDamaged_ = true; }
  /** @param isCorrupted The decoder says so. */
  void addDecoded(GstClockTime time, bool isCorrupted);
  Fate take(GstClockTime time);
  Counts counts();
  /** Whether it was told of a packet. */
  bool isUsed();

 private:
  struct Damage {
    GstClockTime from;
    /** A key frame up to here is damaged itself. */
    GstClockTime throughKeyFrame;
    /** The key frame that ends it; GST_CLOCK_TIME_NONE: it goes on. */
    GstClockTime to;
    struct Loss {
      GstClockTime time;
      unsigned packets;
    };
    std::vector<Loss> losses;
  };
  struct Shown {
    GstClockTime time;
    double damage;
    guint64 missingBefore;
  };

  void startOver();
  void addLoss(const Packet& packet, unsigned lost);
  void addWhollyLost(const Packet& packet, unsigned lost);
  void learnInterval(const Packet& packet);
  double damageOf(GstClockTime time) const;
  /** Whether damage has begun that no key frame has ended. */
  bool isInDamage() const;

  std::mutex mutex_;
  std::atomic<bool> leavesOutDamaged_{false};
  bool hasKeyFrame_ = false;
  bool hasPacket_ = false;
  Packet last_ = {};
  /** Of RTP's clock, between two pictures with no loss between them; the newest last. */
  std::deque<std::uint32_t> intervals_;
  GstClockTime interval_ = GST_CLOCK_TIME_NONE;
  std::multiset<GstClockTime> sent_;
  std::deque<Damage> damages_;
  std::deque<Shown> shown_;
  Counts counts_;
  guint64 packets_ = 0;
  guint64 pictures_ = 0;
};

}  // namespace stepwatch
