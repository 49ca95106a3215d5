namespace ItaIngest.Extractors.Tools;

/// <summary>Lines of a stream as bytes, without their line feeds; a line longer than the limit is cut there.</summary>
internal sealed class ByteLines(Stream stream, int longest = 1 << 20)
{
    private byte[] _block = new byte[1 << 16];
    private int _from, _to;

    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        var searched = _from;
        while (true)
        {
            var end = _block.AsSpan(searched.._to).IndexOf((byte)'\n');
            if (end >= 0)
            {
                line = _block.AsSpan(_from..(searched + end));
                _from = searched + end + 1;
                return true;
            }
            if (_to - _from >= longest)
            {
                line = _block.AsSpan(_from.._to);
                _from = _to;
                return true;
            }
            searched = _to;
            if (_to == _block.Length) searched -= MakeRoom();
            var n = stream.Read(_block.AsSpan(_to));
            if (n == 0)
            {
                line = _block.AsSpan(_from.._to);
                _from = _to;
                return !line.IsEmpty;
            }
            _to += n;
        }
    }

    private int MakeRoom()
    {
        var moved = _from;
        var into = _to - _from > _block.Length / 2 ? new byte[_block.Length * 2] : _block;
        _block.AsSpan(_from.._to).CopyTo(into);
        (_block, _to, _from) = (into, _to - _from, 0);
        return moved;
    }
}
